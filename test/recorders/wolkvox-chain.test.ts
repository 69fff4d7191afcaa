// From the focus in a field to what people see and what the recording holds, with a microphone that is all there is
// to switch: the adapter, the core and the coordinator against the fake.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../../src/background/coordinator.ts';
import { toFailure } from '../../src/recorders/errors.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import { wolkvox } from '../../src/recorders/wolkvox.ts';
import type { RecordingEvent } from '../../src/recording/events.ts';
import { createState, defaultTimings } from '../../src/recording/state.ts';
import type { View } from '../../src/recording/view.ts';
import { toBadge } from '../../src/ui/badge.ts';
import { decodeDigits } from '../lab/dtmf.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone, type PhoneCall } from '../lab/phone.ts';
import { noFaults } from '../lab/recorders/fake-server.ts';
import { startWolkvox, type FakeWolkvox } from '../lab/recorders/wolkvox.ts';
import { readWav } from '../lab/wav.ts';

describe('a field with focus, and wolkvox', () => {
  let dir = '';
  let phone: Phone;
  let fake: FakeWolkvox;
  let call: PhoneCall;
  let coordinator: Coordinator;
  let views: View[] = [];
  let timer: NodeJS.Timeout | undefined;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'wolkvox-chain-'));
    phone = new Phone({ recordingsDir: dir });
    fake = await startWolkvox({ phone });
    call = phone.startCall('12004');
    views = [];
    coordinator = start();
  });
  afterEach(async () => {
    clearTimeout(timer);
    await fake.stop();
    await phone.stop();
    rmSync(dir, { recursive: true });
    for (const view of views) {
      expect(view.status).not.toMatch(/paused/i);
      expect(toBadge(view).icon).not.toBe('paused');
    }
  });

  function start(): Coordinator {
    const settings = { baseUrl: fake.url, agentId: '12004', token: fake.knobs.token };
    const tokens = createMemoryTokens();
    const configured: RecordingEvent = {
      type: 'configured',
      timings: { ...defaultTimings, lingerMs: 20 },
      channels: [{ id: 'r0', isRequired: true, traits: wolkvox.traits(settings) }],
    };
    const created = createCoordinator({
      now: () => Date.now(),
      takeJump: () => 0,
      load: async () => ({ state: createState(), events: [configured] }),
      save: async () => undefined,
      async request({ command, callRef }, saved, target) {
        await saved;
        const { signal } = new AbortController();
        const http = createHttpClient({ timeoutMs: 1_000, origins: wolkvox.origins(settings), signal });
        const context = { settings, http, tokens, signal, now: () => Date.now(), target };
        try {
          expect(command).not.toBe('read');
          const outcome =
            command === 'pause'
              ? await wolkvox.pause(context, callRef)
              : await wolkvox.resume(context, callRef);
          return { type: 'outcome', outcome };
        } catch (thrown) {
          return { type: 'failure', failure: toFailure(thrown) };
        }
      },
      publish: view => void views.push(view),
      wakeAt(atMs) {
        clearTimeout(timer);
        if (atMs !== null)
          timer = setTimeout(() => void created.dispatch({ type: 'tick' }), Math.max(0, atMs - Date.now()));
      },
      report: problem => expect.fail(String(problem)),
    });
    return created;
  }

  const focus = () =>
    coordinator.dispatch({
      type: 'hold',
      id: 'frame',
      seq: 1,
      kind: 'card-number',
      site: 'https://crm.test',
      tabId: 1,
      isAway: false,
    });
  const blur = () => coordinator.dispatch({ type: 'release', id: 'frame', seq: 1, reason: 'blur' });
  const expectStatus = (status: View['status']) =>
    expect.poll(async () => (await coordinator.view()).status).toBe(status);

  it('switches the microphone off and on again, while every digit is recorded', async () => {
    call.say('11');
    await focus();
    await expectStatus('microphoneOff');
    expect(fake.isMuted(call)).toBe(true);
    call.say('4242');
    await wait(call.saidUntilMs - performance.timeOrigin - performance.now() + 30);
    await blur();
    await expectStatus('ready');
    expect(fake.isMuted(call)).toBe(false);
    phone.endCall(call.id);
    await call.recording.finish();
    const heard = decodeDigits(readWav(call.recording.path)).map(({ digit }) => digit);
    expect(heard.join('')).toBe('114242');
    expect(call.recording.changes).toEqual([]);
    expect(fake.presses.map(({ isMuted }) => isMuted)).toEqual([true, false]);
  });

  it('presses once where the answer is lost, and goes on from what the agent saw', async () => {
    fake.knobs.dropAfterActing = true;
    await focus();
    await expectStatus('stillRecording');
    await wait(1_500);
    expect(fake.presses).toHaveLength(1);
    expect((await coordinator.view()).recorders).toMatchObject([{ needsPerson: true }]);
    Object.assign(fake.knobs, noFaults);
    const seen = await coordinator.dispatch({
      type: 'personSaw',
      channelId: 'r0',
      isPaused: fake.isMuted(call),
    });
    expect(seen.status).toBe('microphoneOff');
    await blur();
    await expectStatus('ready');
    expect(fake.presses.map(({ isMuted }) => isMuted)).toEqual([true, false]);
  });

  it('presses again where the agent saw that nothing had happened', async () => {
    fake.knobs.dropBeforeActing = true;
    await focus();
    await expectStatus('stillRecording');
    await wait(400);
    Object.assign(fake.knobs, noFaults);
    await coordinator.dispatch({ type: 'personSaw', channelId: 'r0', isPaused: fake.isMuted(call) });
    await expectStatus('microphoneOff');
    expect(fake.presses).toHaveLength(1);
  });

  it('tries again by itself where another agent’s requests took the token', async () => {
    fake.knobs.maxAtOnce = 0;
    await focus();
    await expectStatus('stillRecording');
    expect((await coordinator.view()).recorders).toMatchObject([
      { needsPerson: false, failure: { code: 'rateLimited' } },
    ]);
    fake.knobs.maxAtOnce = 2;
    await expectStatus('microphoneOff');
    expect(fake.presses).toHaveLength(1);
  });

  it('asks the agent where switching back on is lost', async () => {
    await focus();
    await expectStatus('microphoneOff');
    fake.knobs.dropAfterActing = true;
    await blur();
    await expectStatus('microphoneStuck');
    await wait(600);
    Object.assign(fake.knobs, noFaults);
    await coordinator.dispatch({ type: 'personSaw', channelId: 'r0', isPaused: fake.isMuted(call) });
    await expectStatus('ready');
    expect(fake.presses.map(({ isMuted }) => isMuted)).toEqual([true, false]);
  });
});
