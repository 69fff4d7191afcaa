// Opens the first-run page, once, unless the administrator's policy says that nobody needs it.
import { browser } from '../browser.ts';
import type { Switches } from '../settings/policy-schema.ts';
import { openPage } from '../ui/pages.ts';

/** What was done about it: kept, as an unpacked extension is installed anew at each start of the browser. */
const key = 'firstRun';
/** How long an installation by policy waits for the policy itself, which may come some seconds after it. */
const patienceMs = 10_000;
const lookEveryMs = 500;

/** To be called when the extension was installed. `look` reads the policy as it is now. */
export async function openFirstRun(
  look: () => Promise<{ isManaged: boolean; switches: Switches }>,
): Promise<void> {
  const { [key]: before } = await browser.storage.local.get(key);
  if (before !== undefined) return;
  const { switches } = await waitForPolicy(look);
  if (!switches.skipFirstRun) await openPage('welcome');
  await browser.storage.local.set({ [key]: switches.skipFirstRun ? 'skipped' : 'opened' });
}

/** Empty does not mean unmanaged: at the browser's first start the policy is read later than the extension. */
async function waitForPolicy(look: Parameters<typeof openFirstRun>[0]): ReturnType<typeof look> {
  const { installType } = await browser.management.getSelf();
  const untilMs = Date.now() + (installType === 'admin' ? patienceMs : 0);
  for (;;) {
    const policy = await look();
    if (policy.isManaged || Date.now() >= untilMs) return policy;
    await new Promise(resolve => setTimeout(resolve, lookEveryMs));
  }
}
