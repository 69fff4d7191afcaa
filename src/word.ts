// What a frame is told: the view that everybody sees, the gate of its own field, and whether its page is protected.
import { protectionCodeSchema } from './protection/problems.ts';
import { fieldKindSchema } from './recording/state.ts';
import { viewSchema } from './recording/view.ts';
import { gateModes } from './settings/schema.ts';
import { later, z } from './zod.ts';

/** What a frame is told of the gate. */
export const gateWordSchema = later(() =>
  z.object({
    mode: z.enum(gateModes),
    /** The kinds of field that hold, and that are held back in mode `block`. */
    kinds: z.array(fieldKindSchema),
    /** The focus of this frame that `isOpen` is about; null where no field of it holds. */
    seq: z.nullable(z.number()),
    isOpen: z.boolean(),
    /** It is open because the recording is paused, and not for this focus alone: so it is for the field that follows. */
    isPaused: z.boolean(),
    /** A limit has resumed the recording: the next try to type is news for the worker, which pauses again. */
    isAtLimit: z.boolean(),
    /** Whether a person may open it with a reason. In a top frame also about a field in one of its frames, as is `says`. */
    canBreak: z.boolean(),
    /** What the banner says in addition, or under a title of its own; keys of `_locales`. */
    says: z.nullable(z.object({ title: z.nullable(z.string()), also: z.string() })),
  }),
);
export type GateWord = z.infer<typeof gateWordSchema>;

/** What a frame is told, as an answer or unasked. */
export const wordSchema = later(() =>
  z.object({
    view: viewSchema,
    /** Left out for our own pages. */
    gate: z.optional(gateWordSchema),
    /** Why this page is not protected, for top frames; left out where nobody has looked. */
    problems: z.optional(z.array(protectionCodeSchema)),
    /** What to say to the caller; each empty for the sentence of the browser's language. Left out where none is wanted. */
    say: z.optional(z.object({ paused: z.string(), resumed: z.string() })),
    /** True where the top frame of the tab has no content script: whoever hears this has to show it. */
    isAlone: z.optional(z.boolean()),
  }),
);
export type Word = z.infer<typeof wordSchema>;
