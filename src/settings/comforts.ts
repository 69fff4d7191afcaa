// What makes an agent's day easier, and changes nothing about what is recorded.
import { later, z } from '../zod.ts';

/** How long a sentence for the caller may be. */
export const maxWords = 300;

const words = () => z._default(z.string().check(z.trim(), z.maxLength(maxWords)), '');

export const comfortsSchema = later(() =>
  z.object({
    /** Whether people are shown what to say to the caller. */
    showsWords: z._default(z.boolean(), true),
    /** What to say when the recording is paused; empty for the sentence in the browser's language. */
    wordsPaused: words(),
    /** What to say when it goes on. */
    wordsResumed: words(),
    /** Whether a pause, its end and a failure can be heard. Off by default: a caller may hear it through a headset. */
    playsSounds: z._default(z.boolean(), false),
    /** 0 to 1. */
    volume: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
    /** Whether a failure, and a pause that lasts too long, are also told by the system's own notifications. */
    notifies: z._default(z.boolean(), false),
  }),
);
export type Comforts = z.infer<typeof comfortsSchema>;
