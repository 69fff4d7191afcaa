import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defineRecorder } from '../../src/recorders/define-recorder.ts';
import { RecorderError } from '../../src/recorders/errors.ts';
import { settingFields, type CheckTask, type Definition } from '../../src/recorders/recorder.ts';
import { z } from '../../src/zod.ts';

const settings = z.object({
  host: z.string().register(settingFields, { label: 'field_server' }),
  key: z
    ._default(z.string(), 'default-key')
    .register(settingFields, { label: 'field_verint_apiKey', isSecret: true }),
});

const pass = { host: 'h', key: 'geheim' };

function create(given: Partial<Definition<typeof settings>> = {}) {
  return defineRecorder({
    id: 'test',
    name: 'Test',
    docs: '',
    settings,
    offer: { identity: 'extension', examples: [] },
    origins: ({ host }) => [host],
    traits: () => ({
      effect: 'silence',
      command: 'set',
      scope: 'call',
      canRead: false,
      coversNewCalls: true,
      readEveryMs: 0,
      readLagMs: 0,
      reassertEveryMs: 0,
    }),
    pause: async () => ({ callRef: null, evidence: 'accepted' }),
    resume: async () => ({ callRef: null, evidence: 'accepted' }),
    check: () => [],
    ...given,
  });
}

function toContext(given: unknown = pass) {
  const stored = new Map<string, unknown>([['session', { token: 'token-of-old', until: 5 }]]);
  return {
    settings: given,
    http: { send: () => Promise.reject(new Error('no network here')) },
    tokens: {
      get: async (key: string) => stored.get(key),
      set: async (key: string, token: unknown) => void stored.set(key, token),
      alone: <T>(_: string, work: () => Promise<T>) => work(),
    },
    signal: new AbortController().signal,
    now: () => 0,
    target: async () => {},
  };
}

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('did not fail'),
    (error: unknown) => error,
  );

describe('a defined recorder', () => {
  it('gives its adapter parsed settings, with defaults', async () => {
    const seen: unknown[] = [];
    const recorder = create({
      async pause({ settings: parsed }, held) {
        seen.push(parsed, held);
        return { callRef: 'c', evidence: 'accepted' };
      },
    });
    expect(await recorder.pause(toContext({ host: 'h', more: 1 }), 'held')).toEqual({
      callRef: 'c',
      evidence: 'accepted',
    });
    expect(seen).toEqual([{ host: 'h', key: 'default-key' }, 'held']);
    expect(recorder.origins(pass)).toEqual(['h']);
  });

  it('reads unknown where its adapter cannot read', async () => {
    expect(await create().read(toContext(), null)).toEqual({ state: 'unknown' });
  });

  it('says which setting does not fit', async () => {
    const error = await caught(create().pause(toContext({ key: 'geheim' }), null));
    expect(error).toBeInstanceOf(RecorderError);
    expect(error).toMatchObject({ code: 'misconfigured', message: expect.stringContaining('host') });
    expect(inspect(error)).not.toContain('geheim');
    for (const method of [create().origins, create().traits])
      expect(() => method({ key: 'geheim' })).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });

  it('lets no secret out: settings, tokens it loaded and tokens it was given', async () => {
    const recorder = create({
      async pause({ tokens }) {
        await tokens.get('session');
        await tokens.set('session', { token: 'token-of-new' });
        throw new RecorderError('refused', 'geheim token-of-old token-of-new', { cause: 'geheim' });
      },
    });
    const error = await caught(recorder.pause(toContext(), null));
    expect(error).toMatchObject({ code: 'refused', message: '… … …' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/geheim|token-of/);
  });

  it('turns what its adapter did not mean to throw into a bad answer', async () => {
    const recorder = create({
      resume: () => Promise.reject(new TypeError('geheim is undefined')),
    });
    expect(await caught(recorder.resume(toContext(), null))).toMatchObject({
      code: 'badAnswer',
      message: '… is undefined',
    });
  });

  it('checks one thing after another, up to the first that fails', async () => {
    const tried: string[] = [];
    const toTask = (label: CheckTask['label'], failure?: string): CheckTask => ({
      label,
      async run() {
        tried.push(label);
        if (failure !== undefined) throw new RecorderError('refused', failure);
        return [[label, 'fine']];
      },
    });
    const recorder = create({
      check: () => [toTask('check_signIn'), toTask('check_findCalls', 'no geheim'), toTask('check_calls')],
    });
    expect(await recorder.check(toContext())).toEqual([
      { label: 'check_signIn', isOk: true, found: [['check_signIn', 'fine']], detail: '' },
      { label: 'check_findCalls', isOk: false, found: [], detail: 'no …', code: 'refused' },
    ]);
    expect(tried).toEqual(['check_signIn', 'check_findCalls']);
  });
});
