// Descriptions to begin with. Data only; the worker does not know them.
import type { z } from '../../../zod.ts';
import type { WordKey } from '../../words.ts';
import type { descriptionShape } from '../description.ts';

/** A described vendor. None of them has been tried against the vendor's own cloud. */
export type Preset = {
  id: string;
  /** The product's name as its vendor writes it. */
  name: string;
  /** The vendor's address in its most common region. */
  baseUrl: string;
  /** What the vendor, or code of its own, documents: where, and in their words. */
  sources: string[];
  /** What is inferred, so that it has to be tried before anybody relies on it. */
  inferred: WordKey[];
  description: z.input<typeof descriptionShape>;
};

type Described = Preset['description'];

/** An outcome that means the same after a pause and after a resume. */
export type CommonRule = Described['pause']['outcomes'][number] & Described['resume']['outcomes'][number];
