// Where somebody was in the first run, so that it goes on there. What is done is looked up and not remembered, save for
// the practice, which leaves nothing behind.
import { browser } from '../browser.ts';
import { later, z } from '../zod.ts';
import { steps } from './steps.ts';

const key = 'welcome';

const progressSchema = later(() =>
  z.object({
    step: z._default(z.enum(steps), 'recorder'),
    hasPractised: z._default(z.boolean(), false),
  }),
);
export type Progress = z.infer<typeof progressSchema>;

/** What was kept; the beginning where nothing was, or nothing that fits. */
export async function loadProgress(): Promise<Progress> {
  const { [key]: stored } = await browser.storage.local.get(key);
  const parsed = progressSchema.safeParse(stored ?? {});
  return parsed.success ? parsed.data : progressSchema.parse({});
}

export async function saveProgress(progress: Progress): Promise<void> {
  await browser.storage.local.set({ [key]: progress });
}
