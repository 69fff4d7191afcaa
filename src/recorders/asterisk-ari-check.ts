// "Test connection" for Asterisk's ARI.
import { listChannels, setPaused } from './asterisk-ari-api.ts';
import { findNames } from './asterisk-ari-names.ts';
import { isPaused, readEach } from './asterisk-ari-reading.ts';
import type { Context } from './asterisk-ari-settings.ts';
import { toRecorderError } from './errors.ts';
import type { CheckTask } from './recorder.ts';

/** Credentials, rights, and the agent's recordings, in that order; no recording is touched. */
export function toCheckTasks(context: Context): CheckTask[] {
  return [
    {
      label: 'Reach ARI',
      async run() {
        const { length } = await listChannels(context);
        return `ARI answers, and shows ${length} channels.`;
      },
    },
    {
      label: 'The right to pause',
      async run() {
        // Of a recording that there cannot be: whoever may not is told so before it is looked for.
        await setPaused(context, 'cardhush-check', false).catch((thrown: unknown) => {
          if (toRecorderError(thrown).code !== 'callOver') throw thrown;
        });
        return 'The user may pause recordings.';
      },
    },
    {
      label: 'Look for the agent’s recording',
      async run() {
        const { names, channels } = await findNames(context);
        const live = await readEach(context, names);
        if (live.length > 0) return `Found: ${live.length}, of which ${live.filter(isPaused).length} paused.`;
        if (channels === null) return 'No recording of that name is under way.';
        if (channels === 0) return 'The extension has no answered channel at the moment.';
        return 'The extension has a call, and no recording of that name is under way. Make a test call that is recorded, and look again: the name may not be right.';
      },
    },
  ];
}
