// What each message of our own pages is answered with; the pages check it, so that none of it is in the worker.
import { later, z } from './zod.ts';
import { lastDrillSchema } from './drill/result.ts';
import { rulingSchema } from './governance/decide.ts';
import { madeProposalSchema } from './messages.ts';
import { protectionProblemSchema } from './protection/problems.ts';
import { checkStepSchema } from './recorders/check-step.ts';
import { failureSchema } from './recorders/errors.ts';
import { noteSchema } from './recording/notes.ts';
import { tallySchema } from './recording/tally.ts';
import { viewSchema } from './recording/view.ts';
import { policyReportSchema } from './settings/in-force.ts';
import { settingsSchema } from './settings/schema.ts';
import { shippingStatusSchema, shippingTestedSchema } from './shipping/status.ts';

const problemSchema = later(() => z.object({ path: z.string(), code: z.string(), detail: z.string() }));

/** Every kind of answer, by a name of its own. */
export const answerSchemas = {
  view: later(() => z.object({ view: viewSchema })),
  settings: later(() =>
    z.object({
      settings: settingsSchema,
      /** Names of the secrets that are stored, by recorder entry id; never their values. */
      storedSecrets: z.record(z.string(), z.array(z.string())),
      policy: policyReportSchema,
    }),
  ),
  saved: later(() => z.object({ problems: z.array(problemSchema) })),
  tested: later(() =>
    z.object({
      problems: z.array(problemSchema),
      steps: z.array(checkStepSchema),
    }),
  ),
  /** `failure` is null where somebody is signed in now. */
  signedIn: later(() => z.object({ problems: z.array(problemSchema), failure: z.nullable(failureSchema) })),
  protection: later(() =>
    z.object({
      problems: z.array(protectionProblemSchema),
      /** Whether the field in this tab that has focus may be typed into for a reason. */
      canBreakGate: z.boolean(),
    }),
  ),
  /** Oldest first. */
  events: later(() => z.object({ events: z.array(noteSchema) })),
  /** `head` is the newest entry; `pending` facts could not be written, and `problem` says why. */
  ledger: later(() =>
    z.object({
      ledger: z.object({
        head: z.object({ seq: z.number(), hash: z.string() }),
        pending: z.number(),
        problem: z.nullable(z.string()),
      }),
    }),
  ),
  shipping: later(() => z.object({ shipping: shippingStatusSchema })),
  shippingTested: shippingTestedSchema,
  drill: later(() => z.object({ drill: z.nullable(lastDrillSchema) })),
  tally: later(() => z.object({ tally: tallySchema })),
  ruling: later(() => z.object({ ruling: rulingSchema })),
  proposal: later(() => z.object({ proposal: z.nullable(madeProposalSchema) })),
  done: later(() => z.object({ isDone: z.boolean() })),
};
