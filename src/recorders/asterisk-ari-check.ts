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
      label: 'check_ari_reach',
      async run() {
        const { length } = await listChannels(context);
        return [['check_ari_reach_good', String(length)]];
      },
    },
    {
      label: 'check_ari_right',
      async run() {
        // Of a recording that there cannot be: whoever may not is told so before it is looked for.
        await setPaused(context, 'cardhush-check', false).catch((thrown: unknown) => {
          if (toRecorderError(thrown).code !== 'callOver') throw thrown;
        });
        return [['check_ari_right_good']];
      },
    },
    {
      label: 'check_ari_find',
      async run() {
        const { names, channels } = await findNames(context);
        const live = await readEach(context, names);
        if (live.length > 0)
          return [['check_ari_find_some', String(live.length), String(live.filter(isPaused).length)]];
        if (channels === null) return [['check_ari_find_none']];
        if (channels === 0) return [['check_ari_find_noCall']];
        return [['check_ari_find_unnamed']];
      },
    },
  ];
}
