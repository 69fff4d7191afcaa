// The session at Genesys Web Services: the desktop's own, or one by password; tokens, cookies and Origin.
import { describe, expect, it } from 'vitest';
import { genesys } from '../../src/recorders/genesys.ts';
import { agentName } from '../lab/recorders/genesys.ts';
import { useScene } from './genesys-scene.ts';

const scene = useScene();

describe('the session', () => {
  it('is neither begun nor ended, and no cookie is touched', async () => {
    const { fake, pause, resume, read, commands, check, prepare } = scene();
    scene().settings = { ...scene().settings, confirmBy: 'events' };
    const [before] = fake.sessions.all();
    const { callRef } = await pause();
    await read(callRef);
    await resume(callRef);
    await check();
    await prepare();
    expect(new Set(commands())).toEqual(new Set(['PauseCallRecording', 'ResumeCallRecording']));
    const operations = fake.requests.flatMap(({ params }) => params['operationName'] ?? []);
    expect(operations).toEqual(commands());
    expect(new Set(fake.requests.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']));
    expect(fake.sessions.all()).toEqual([before]);
    expect(fake.requests.every(({ headers }) => headers.cookie?.includes(`JSESSIONID=${before?.id}`))).toBe(
      true,
    );
  });

  it('is the desktop’s, without a password', async () => {
    const { fake, pause } = scene();
    await pause();
    expect(fake.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
    fake.sessions.closeAll();
    await expect(pause()).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('takes user names and passwords of any language', async () => {
    const { fake, turn, pause } = scene();
    const userName = 'jürgen@example.test';
    turn({ agents: { [userName]: { password: 'пароль:ß', extension: 'SIPSIP' } }, isCookieEnough: false });
    fake.sessions.closeAll();
    scene().settings = { ...scene().settings, account: 'password', userName, password: 'пароль:ß' };
    expect(await pause()).toMatchObject({ evidence: 'verified' });
  });

  it('carries the CSRF token under the name that the server gives it', async () => {
    const { call, turn, pause, resume, commands } = scene();
    turn({ csrfHeader: 'X-Other-Token' });
    const { callRef } = await pause();
    await resume(callRef);
    expect(commands()).toHaveLength(2);
    expect(call.recording.changes).toHaveLength(2);
  });

  it('asks for a new CSRF token once, where its own is refused', async () => {
    const { call, fake, pause, resume, asked } = scene();
    scene().settings = {
      ...scene().settings,
      account: 'password',
      userName: agentName,
      password: fake.knobs.agents[agentName]?.password,
    };
    const { callRef } = await pause();
    fake.sessions.closeAll();
    fake.requests.length = 0;
    await resume(callRef);
    expect(asked().slice(0, 3)).toEqual(['ResumeCallRecording', 'GET /api/v2/me', 'ResumeCallRecording']);
    expect(call.recording.isPaused).toBe(false);
  });

  it('sends the Origin that the server wants with each request', async () => {
    const { call, fake, turn, pause } = scene();
    scene().settings['confirmBy'] = 'events';
    await pause();
    expect(new Set(fake.requests.map(({ headers }) => headers.origin))).toEqual(new Set([fake.url]));
    expect(genesys.originRewrites(scene().settings)).toEqual([{ to: fake.url, origin: fake.url }]);
    scene().settings = { ...scene().settings, origin: 'https://desktop.example.test' };
    expect(genesys.originRewrites(scene().settings)).toEqual([
      { to: fake.url, origin: 'https://desktop.example.test' },
    ]);
    await expect(pause()).rejects.toMatchObject({ code: 'forbidden' });
    turn({ allowedOrigins: ['https://desktop.example.test'] });
    expect(await pause({ callIds: [call.id] })).toMatchObject({ evidence: 'verified' });
  });

  it('is found with and without the path of the API', async () => {
    const { fake, pause } = scene();
    scene().settings = { baseUrl: `${fake.url}/api/v2/` };
    expect(await pause()).toMatchObject({ evidence: 'verified' });
  });
});

describe('settings', () => {
  it.each([
    [{ account: 'password' }, 'genesysPasswordMissing'],
    [{ account: 'password', userName: 'agent' }, 'genesysPasswordMissing'],
    [{ account: 'password', userName: 'a:b', password: 'secret' }, 'genesysNoColon'],
    [{ baseUrl: 'http://gws.example.test' }, 'recorderAddress'],
  ])('%j are refused', (given, message) => {
    const parsed = genesys.settings.safeParse({ baseUrl: 'https://gws.example.test', ...given });
    expect(parsed.error?.issues.map(issue => issue.message)).toContain(message);
  });
});
