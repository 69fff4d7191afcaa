// The extension's settings for the lab, saved the way an administrator saves them: through its options page.
import type { LabBrowser } from './browser.ts';
import { activeCallsPath, type FakeVoicenter } from './recorders/voicenter.ts';

/** The agent's extension, as Voicenter names it. */
export const agentExtension = 'SIPSIP';

/** What differs from the usual lab. */
export type LabSettings = {
  timings?: Record<string, number>;
  sites?: string[];
  /** Whether Active Calls is set up, so that a pause can be verified. */
  isReadable?: boolean;
  /** Whatever else is set, such as rules. */
  more?: object;
};

/** Settings, and the secrets that go with them, for a fake Voicenter and the lab's sites. */
export function toLabSettings(
  { url, knobs }: FakeVoicenter,
  {
    timings = {},
    sites = ['http://crm.localhost/*', 'http://pay.localhost/*'],
    isReadable = true,
    more = {},
  }: LabSettings = {},
): { settings: object; secrets: object } {
  const reading = isReadable ? { activeCallsUrl: url + activeCallsPath } : {};
  const recorder = {
    id: 'voicenter',
    type: 'voicenter',
    isRequired: true,
    settings: { baseUrl: url, extension: agentExtension, ...reading },
  };
  return {
    settings: { version: 1, recorders: [recorder], sites, timings, ...more },
    secrets: isReadable ? { voicenter: { code: knobs.accountCode } } : {},
  };
}

/** Saves settings for this lab's Voicenter and sites. @throws {Error} where the extension refuses them */
export async function saveLabSettings(
  browser: LabBrowser,
  voicenter: FakeVoicenter,
  different: LabSettings = {},
): Promise<void> {
  const message = { type: 'saveSettings', ...toLabSettings(voicenter, different) };
  const answer = await askWorker<{ problems?: unknown[] }>(browser, message);
  if (answer.problems?.length !== 0)
    throw new Error(`the extension refused its settings: ${JSON.stringify(answer)}`);
}

/** Sends a message as our own options page would, and gives back the worker's answer. */
export async function askWorker<T>(browser: LabBrowser, message: object): Promise<T> {
  const page = await browser.openExtensionPage('src/options/index.html');
  const answer = await page.evaluate<T>(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
  await page.close();
  return answer;
}
