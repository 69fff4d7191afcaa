// What is sealed is bounded, has no secrets, and prints the same everywhere.
import { describe, expect, test } from 'vitest';
import { sha256, toCanonical } from '../../src/ledger/chain.ts';
import type { Fact } from '../../src/ledger/facts.ts';
import { toBody, type Privacy } from '../../src/ledger/to-body.ts';
import { stamp } from './story.ts';

const plain: Privacy = { callRefs: 'plain', secrets: [] };
const request = { atMs: 1_000.6, episode: 1, recorder: 'r0', attempt: 1 };
const bodyOf = (fact: Fact, privacy = plain) => toBody({ run: 'run', n: 1, fact }, stamp, privacy);
const paused = (call: unknown): Fact => ({
  type: 'paused',
  ...request,
  evidence: 'accepted',
  call: call as string,
});

describe('the body of an entry', () => {
  test('has the time once, in whole ms, and says who, which version and which policy', async () => {
    expect(await bodyOf(paused('call-1'))).toEqual({
      run: 'run', n: 1, atMs: 1_001, ...stamp,
      fact: { type: 'paused', episode: 1, recorder: 'r0', attempt: 1, evidence: 'accepted', call: '"call-1"' },
    });
  }); // prettier-ignore

  test('leaves the agent out where none is configured', async () => {
    const body = await toBody({ run: 'run', n: 1, fact: paused(1) }, { ...stamp, agent: '' }, plain);
    expect(body).not.toHaveProperty('agent');
  });

  test('has the call as its adapter names it, or only what it hashes to', async () => {
    const call = { ivrids: ['201808', '201809'], a: 1 };
    const canonical = '{"a":1,"ivrids":["201808","201809"]}';
    expect((await bodyOf(paused(call))).fact).toMatchObject({ call: canonical });
    const hashed = await bodyOf(paused(call), { ...plain, callRefs: 'hashed' });
    expect(hashed.fact).toMatchObject({ call: `sha256:${await sha256(canonical)}` });
  });

  test('has no secret in it, wherever it came from', async () => {
    const secrets = ['TOPSECRET7'];
    const failed: Fact = {
      type: 'failed',
      ...request,
      command: 'pause',
      code: 'refused',
      reason: 'TOPSECRET7 is wrong',
    };
    for (const fact of [failed, paused({ token: 'TOPSECRET7', list: ['xTOPSECRET7x'] })]) {
      const text = toCanonical(await bodyOf(fact, { ...plain, secrets }));
      expect(text).not.toContain('TOPSECRET7');
      expect(text).toContain('…');
    }
  });

  test('stays short', async () => {
    expect(toCanonical(await bodyOf(paused('x'.repeat(100_000)))).length).toBeLessThan(1_200);
    const rules: Fact = {
      type: 'settingsChanged',
      atMs: 1,
      ...stamp,
      by: 'person',
      changed: Array.from({ length: 999 }, String),
    };
    expect((await bodyOf(rules)).fact).toMatchObject({ changed: Array.from({ length: 50 }, String) });
  });

  test('has nothing that could be written in two ways', async () => {
    const odd = `a\u0000b\u001fc\u007f\ud800`;
    const text = toCanonical(
      await bodyOf({ type: 'failed', ...request, command: 'read', code: 'refused', reason: odd }),
    );
    expect(text).toContain('"reason":"a b c \ufffd"');
  });
});
