// Signs a person in with a recorder's vendor, in a window that the browser opens for it and closes again.
import { browser } from '../browser.ts';
import { RecorderError, toFailure, type Failure } from '../recorders/errors.ts';
import { checkEntry } from '../settings/check.ts';
import type { Problem, RecorderEntry, Secrets } from '../settings/schema.ts';
import type { Stored } from '../settings/store.ts';
import { mergeSecrets } from './configure.ts';
import { createIdleContext, toRecorder } from './requests.ts';

/** Problems of the settings, or what went wrong; null where somebody is signed in now. */
export type SignedIn = { problems: Problem[]; failure: Failure | null };

/** Signs in with settings as they stand in the form. Waits for the person; never rejects. */
export async function signIn(entry: RecorderEntry, changes: Secrets, stored: Stored): Promise<SignedIn> {
  const secrets = mergeSecrets(stored.secrets, changes);
  const problems = checkEntry(entry, secrets);
  if (problems.length > 0) return { problems, failure: null };
  try {
    const recorder = toRecorder(entry);
    // A context is for one request each: the person may take any time in between.
    const toContext = () => createIdleContext(recorder, entry, secrets);
    if (recorder.signIn === null)
      throw new RecorderError('misconfigured', 'nobody signs in to this recorder');
    const { url } = await recorder.signIn.start(toContext(), browser.identity.getRedirectURL());
    await recorder.signIn.finish(toContext(), await openWindow(url));
    return { problems: [], failure: null };
  } catch (thrown) {
    return { problems: [], failure: toFailure(thrown) };
  }
}

/** @throws {RecorderError} unreachable where the vendor's page did not load, refused where the window was closed */
async function openWindow(url: string): Promise<string> {
  try {
    return await browser.identity.launchWebAuthFlow({ url, interactive: true });
  } catch (thrown) {
    // What the browser says may hold the address.
    if (thrown instanceof Error && /could not be loaded/i.test(thrown.message))
      throw new RecorderError('unreachable', 'the sign-in page could not be loaded');
    throw new RecorderError('refused', 'the sign-in window was closed before the sign-in was complete');
  }
}
