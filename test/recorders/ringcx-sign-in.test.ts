// Signing in with RingCentral, with a fake that checks the proof key as RingCentral does.
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paco } from '../lab/recorders/ringcx-knobs.ts';
import { createRingcxWorld, redirectUrl, toFailure, type RingcxWorld } from './ringcx-world.ts';

describe('signing in with RingCentral', () => {
  let world: RingcxWorld;
  beforeEach(async () => {
    world = await createRingcxWorld();
  });
  afterEach(async () => await world.stop());

  it('proves with a key that never leaves before the code has come', async () => {
    const { start, finish, visit, fake } = world;
    const { url } = await start();
    const query = new URL(url).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      response_type: 'code',
      client_id: 'FakeClientId',
      redirect_uri: redirectUrl,
      state: expect.stringMatching(/^[\w-]{22}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    await finish(await visit(url));
    const { params, headers } = fake.requests.at(-1) ?? {};
    expect(params).toEqual({
      grant_type: 'authorization_code',
      code: expect.any(String),
      redirect_uri: redirectUrl,
      client_id: 'FakeClientId',
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(headers?.authorization).toBeUndefined();
    expect(url).not.toContain(params?.['code_verifier']);
  });

  it('begins anew each time', async () => {
    const { start } = world;
    const toKeys = ({ url }: { url: string }) =>
      ['state', 'code_challenge'].map(name => new URL(url).searchParams.get(name));
    const [first, second] = [toKeys(await start()), toKeys(await start())];
    expect(first[0]).not.toBe(second[0]);
    expect(first[1]).not.toBe(second[1]);
  });

  it.each([
    {
      name: 'belongs to another sign-in',
      spoil: (url: string) => url.replace(/state=[^&]+/, 'state=another'),
    },
    {
      name: 'leads elsewhere',
      spoil: (url: string) => url.replace('unit.chromiumapp.org', 'evil.example.test'),
    },
    { name: 'has no code', spoil: (url: string) => url.replace(/code=[^&]+/, '') },
    { name: 'is none', spoil: () => 'nonsense' },
  ])('takes no address that $name, and asks nobody', async ({ spoil }) => {
    const { start, finish, visit, asked } = world;
    const answer = await visit((await start()).url);
    asked();
    expect(await toFailure(finish(spoil(answer)))).toMatchObject({ code: 'badAnswer' });
    expect(asked()).toEqual([]);
    // Whoever could try once cannot try again.
    expect(await toFailure(finish(answer))).toMatchObject({ code: 'badAnswer' });
    expect(asked()).toEqual([]);
  });

  it('takes an answer once', async () => {
    const { start, finish, visit } = world;
    const answer = await visit((await start()).url);
    await finish(answer);
    expect(await toFailure(finish(answer))).toMatchObject({ code: 'badAnswer' });
  });

  it('says so where the person does not allow it', async () => {
    const { start, finish, visit, fake } = world;
    fake.knobs.consent = 'denied';
    expect(await toFailure(finish(await visit((await start()).url)))).toMatchObject({
      code: 'refused',
      message: 'access to RingCentral was not allowed',
    });
  });

  it('says so where RingCentral does not accept the code, and lets no secret out', async () => {
    const { start, finish, visit, fake, tokens } = world;
    const answer = await visit((await start()).url);
    const started = tokens.session.get('signInStarted') as { verifier: string };
    tokens.session.set('signInStarted', { ...started, verifier: 'x'.repeat(43) });
    const error = await toFailure(finish(answer));
    expect(error).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('OAU-106') });
    for (const secret of [...fake.secrets, started.verifier])
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
    expect(await toFailure(world.pause())).toMatchObject({ code: 'unauthorized' });
  });

  it('ends the sign-in of whoever was there before', async () => {
    const { signIn, pause, startCall, fake } = world;
    const [own, colleagues] = [startCall(), startCall(paco.extension)];
    await signIn();
    await pause();
    expect([own, colleagues].map(({ recording }) => recording.isPaused)).toEqual([true, false]);
    fake.knobs.signsIn = paco.username;
    await signIn();
    await pause();
    expect(colleagues.recording.isPaused).toBe(true);
    expect(own.recording.changes).toHaveLength(1);
  });

  it('tells who signed in, for how long, and where that is short', async () => {
    const { signIn, check, fake } = world;
    await signIn();
    expect((await check())[0]?.found).toEqual([
      ['check_signedInAs', 'John Wang'],
      ['check_ringcx_good', '168'],
    ]);
    fake.knobs.issuesRefreshTokens = false;
    await signIn();
    expect((await check())[0]?.found).toContainEqual(['check_ringcx_noRefresh']);
  });

  it('says where RingCX does not know who signed in', async () => {
    const { signIn, check, pause, startCall, fake } = world;
    await signIn();
    fake.knobs.isLinked = false;
    startCall();
    expect(await toFailure(pause())).toMatchObject({ code: 'forbidden' });
    expect(await check()).toMatchObject([
      { isOk: false, detail: expect.stringContaining('is it a RingCX user?') },
    ]);
  });
});
