// The names of an agent's recordings. ARI lists none: whoever starts one gives it a name, and an administrator tells
// us how that is made up.
import { listBridges, listChannels, readVariable, type AriAccount, type Bridge } from './asterisk-ari-api.ts';
import { isChannelOf } from './asterisk-channels.ts';

/** What a name may be made up of, each in braces. */
export const placeholders = ['extension', 'channelId', 'peerId', 'bridgeId', 'variable'] as const;
type Placeholder = (typeof placeholders)[number];

/** What the agent's calls are at the moment, and what their recordings would be called. */
export type Candidates = {
  /** The agent's answered channels; null where no name needs them, so that nobody asked. */
  channels: number | null;
  names: string[];
};

type Account = AriAccount & {
  settings: { extension: string; recordingName: string; variable?: string | undefined };
};

/** The patterns of a setting: several where a call has several recordings, with commas between them. */
export function toPatterns(setting: string): string[] {
  return setting
    .split(',')
    .map(pattern => pattern.trim())
    .filter(pattern => pattern !== '');
}

/** The placeholders in a pattern, known or not. */
export function toPlaceholders(pattern: string): string[] {
  return [...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/**
 * The names that the recordings of the agent's calls would have now.
 * @throws {RecorderError} what ARI's requests throw
 */
export async function findNames(account: Account): Promise<Candidates> {
  const { extension, recordingName, variable } = account.settings;
  const patterns = toPatterns(recordingName);
  const wanted = new Set(patterns.flatMap(toPlaceholders));
  if ([...wanted].every(name => name === 'extension'))
    return {
      channels: null,
      names: patterns.flatMap(pattern => expand(pattern, { extension: [extension] })),
    };
  const needsBridges = ['bridgeId', 'peerId', 'variable'].some(name => wanted.has(name));
  const [channels, bridges] = await Promise.all([
    listChannels(account),
    needsBridges ? listBridges(account) : [],
  ]);
  const own = channels.filter(({ name, state }) => state === 'Up' && isChannelOf(extension, name));
  const values = await Promise.all(
    own.map(async ({ id }) => {
      const inside = bridges.filter(bridge => bridge.channels.includes(id));
      const peers = toPeers(inside, id);
      const isSet = wanted.has('variable') && variable !== undefined && variable !== '';
      const found = isSet
        ? await Promise.all([id, ...peers].map(one => readVariable(account, one, variable)))
        : [];
      return {
        extension: [extension],
        channelId: [id],
        peerId: peers,
        bridgeId: inside.map(bridge => bridge.id),
        variable: found.filter(value => value !== null),
      };
    }),
  );
  const names = values.flatMap(one => patterns.flatMap(pattern => expand(pattern, one)));
  return { channels: own.length, names: [...new Set(names)] };
}

function toPeers(bridges: Bridge[], id: string): string[] {
  return bridges.flatMap(({ channels }) => channels.filter(one => one !== id));
}

/** Every name that a pattern makes with these values; none where one of its placeholders has no value. */
function expand(pattern: string, values: Partial<Record<Placeholder, string[]>>): string[] {
  return placeholders.reduce<string[]>(
    (names, placeholder) => {
      const token = `{${placeholder}}`;
      if (!pattern.includes(token)) return names;
      return names.flatMap(name =>
        (values[placeholder] ?? []).map(value => name.replaceAll(token, () => value)),
      );
    },
    [pattern],
  );
}
