// What the options page and the worker say to each other over the port of a trial (`recording/trial.ts`).
import { later, z } from './zod.ts';
import { trialSchema } from './recording/trial.ts';

/** Name of the port by which the options page tries a pause and a resume; its disconnect ends the trial's pause. */
export const trialPortName = 'trial';
/** What the options page says over that port: the trial to run, first of all and once; or to stop it. */
export const fromTrialPageSchema = later(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('tryRecorder'), recorderId: z.string() }),
    z.object({ type: z.literal('stopTrial') }),
  ]),
);
export type FromTrialPage = z.infer<typeof fromTrialPageSchema>;
/** What it is answered there: the trial as it stands, again and again. */
export const trialAnswerSchema = later(() => z.object({ trial: trialSchema }));
export type TrialAnswer = z.infer<typeof trialAnswerSchema>;
