// What goes wrong in a round, and how it is put right again.
import { setTimeout as wait } from 'node:timers/promises';
import { noFaults } from '../lab/recorders/fake-server.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** Kinds of trouble; `none` keeps the harness honest: there, nothing at all may go wrong. */
export const faultNames = [
  'none',
  'workerKilled',
  'workerKilledTwice',
  'tabClosed',
  'frameNavigated',
  'fieldRemoved',
  'recorderHangs',
  'recorder500',
  'recorderDropsAfterActing',
  'recorderAnswersHtml',
  'networkOff',
  'browserKilled',
] as const;
export type FaultName = (typeof faultNames)[number];

/** Whether the agent's field is gone after this fault, so that card entry is over. */
export function endsCardEntry(fault: FaultName): boolean {
  return ['tabClosed', 'frameNavigated', 'fieldRemoved', 'browserKilled'].includes(fault);
}

/** Makes it happen. */
export async function cause(fault: FaultName, stage: Stage, random: Random): Promise<void> {
  const { knobs } = stage.voicenter;
  switch (fault) {
    case 'none':
      return;
    case 'workerKilled':
      return stage.desk.killWorker();
    case 'workerKilledTwice':
      await stage.desk.killWorker();
      await wait(random.between(0, 300));
      return stage.desk.killWorker();
    case 'tabClosed':
      return stage.page.close();
    case 'frameNavigated':
      await stage.page.evaluate(`document.querySelector('iframe')?.setAttribute('src', 'about:blank')`);
      return;
    case 'fieldRemoved':
      await stage.page.evaluate(`document.querySelector('iframe')?.remove()`);
      return;
    case 'recorderHangs':
      knobs.hang = true;
      return;
    case 'recorder500':
      knobs.status = 500;
      return;
    case 'recorderDropsAfterActing':
      knobs.dropAfterActing = true;
      return;
    case 'recorderAnswersHtml':
      knobs.html = true;
      return;
    case 'networkOff':
      knobs.dropBeforeActing = true;
      return;
    case 'browserKilled':
      return stage.restartBrowser();
    default:
      fault satisfies never;
  }
}

/** Puts the recorder right. */
export function heal({ voicenter }: Stage): void {
  Object.assign(voicenter.knobs, noFaults);
}
