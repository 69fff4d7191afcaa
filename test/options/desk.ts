// The options page on a desk of its own: its worker, its browser, and ways to look at it.
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import { toEdited, toStoredSecrets } from '../../src/background/configure.ts';
import type { InForce } from '../../src/settings/in-force.ts';
import { createState } from '../../src/recording/state.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema, type Problem, type Settings } from '../../src/settings/schema.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { click, find } from '../ui/page.ts';

export const crm = 'https://crm.example.com/*';
export const monitor = 'https://monitor5.voicenter.co/*';
export const secret = 'STOREDSECRET7';
/** What the worker has stored, and what it refuses because the test tells it to. */
export const worker: { settings: Settings; problems: Problem[]; policy: object } = {
  settings: settingsSchema.parse({}),
  problems: [],
  /** The administrator's. */
  policy: {},
};

/** A worker with one recorder and one site, and a browser that lets us reach both. */
export function resetWorker(): void {
  resetDouble();
  worker.problems = [];
  worker.policy = {};
  worker.settings = settingsSchema.parse({
    recorders: [
      {
        id: 'voicenter-1',
        type: 'voicenter',
        settings: { baseUrl: 'https://monitor5.voicenter.co', extension: 'SIPSIP' },
      },
    ],
    sites: [crm],
  });
  double.granted.add(crm).add(monitor).add('https://monapisec.voicenter.co.il/*');
  double.answer.mockImplementation(answer);
}

const secrets = { 'voicenter-1': { code: secret } };

const toAnswer = ({ settings, secrets: stored, policy }: InForce) => ({
  settings,
  storedSecrets: toStoredSecrets(stored),
  policy,
});

/** A worker that checks settings as the real one does, and refuses what the test tells it to. */
function answer(message: FromPage): unknown {
  switch (message.type) {
    case 'getSettings':
      return toAnswer(layPolicy(worker.policy, { settings: worker.settings, secrets }));
    case 'saveSettings': {
      const user = { settings: worker.settings, secrets };
      const inForce = layPolicy(worker.policy, user);
      const before = { user, policy: worker.policy, inForce };
      const edited = toEdited(message.settings, message.secrets, before, createState());
      const found = [...worker.problems, ...edited.problems];
      if (found.length === 0 && edited.user !== null) worker.settings = edited.user.settings;
      return { problems: found };
    }
    case 'testRecorder':
      return {
        problems: [],
        steps: [
          {
            label: 'check_voicenter_reach',
            isOk: true,
            found: [['check_voicenter_reach_good']],
            detail: '',
          },
          { label: 'check_voicenter_list', isOk: false, found: [], detail: 'HTTP 403', code: 'forbidden' },
        ],
      };
    default:
      return undefined;
  }
}

/** Lets what was asked be answered. */
export const settle = () => act(async () => await new Promise(resolve => setTimeout(resolve, 5)));

/** Opens the options page anew. */
export async function open(): Promise<void> {
  document.body.innerHTML = '<div id="app"></div>';
  vi.resetModules();
  await act(async () => {
    await import('../../src/options/main.tsx');
  });
  await settle();
}

/** Presses a button and waits for what comes of it. */
export async function press(name: string): Promise<void> {
  await click(name);
  await settle();
}

/** Chooses a card of the gallery, and adds its recorder. */
export async function addRecorder(name: string): Promise<void> {
  await act(() => find<HTMLInputElement>('input[type=radio]', name).click());
  await press('Add recorder');
}

export const body = () => document.body.textContent;
/** The messages of one type that the page has sent. */
export const sent = <Type extends FromPage['type']>(name: Type) =>
  double.answer.mock.calls.flatMap(([message]) => (message.type === name ? [message] : [])) as Extract<
    FromPage,
    { type: Type }
  >[];
/** What is said about an input. */
export const problemAt = (id: string) => {
  const input = document.getElementById(id);
  const describedBy = input?.getAttribute('aria-describedby')?.split(' ') ?? [];
  return {
    isInvalid: input?.getAttribute('aria-invalid') === 'true',
    sentences: describedBy.map(part => document.getElementById(part)?.textContent),
  };
};
