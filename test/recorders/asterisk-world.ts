// A fake Asterisk with its knobs at hand, and one of the adapters before it.
import { asteriskAri } from '../../src/recorders/asterisk-ari.ts';
import { asterisk } from '../../src/recorders/asterisk.ts';
import { createWorld } from '../conformance/world.ts';
import { startAsterisk, type AsteriskKnobs, type FakeAsterisk } from '../lab/recorders/asterisk.ts';

export type AsteriskWorld = Awaited<ReturnType<typeof createAsteriskWorld>>;

/** One agent, 100, at one fake; `given` are settings other than the usual ones. */
export async function createAsteriskWorld(
  kind: 'ami' | 'ari',
  knobs: Partial<AsteriskKnobs> = {},
  given: Record<string, unknown> = {},
) {
  let fake: FakeAsterisk | undefined;
  const world = await createWorld({
    name: kind,
    recorder: kind === 'ami' ? asterisk : asteriskAri,
    async startFake(phone) {
      fake = await startAsterisk({ phone, knobs });
      const secret = fake.knobs.users['narrow']?.secret;
      const own = kind === 'ami' ? { secret } : { password: secret, recordingName: 'call/{bridgeId}' };
      return {
        server: fake,
        faults: fake.knobs,
        settings: { baseUrl: fake.url, extension: '100', username: 'narrow', ...own, ...given },
        extension: '100',
        secrets: [],
        isCommand: fake.isCommand,
        toErrorAnswer: words => ({ body: words }),
      };
    },
  });
  if (fake === undefined) throw new Error('no fake');
  const { requests, knobs: running } = fake;
  return Object.assign(world, {
    knobs: running,
    /** What was asked since the last time, in short. */
    takeAsked: () =>
      requests
        .splice(0)
        .map(({ method, path, params }) => params['Action'] ?? `${method} ${path.slice('/ari'.length)}`),
  });
}
