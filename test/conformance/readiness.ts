// Settings, traits, origins and "test connection".
import { describe, expect, it } from 'vitest';
import { settingFields, traitsSchema } from '../../src/recorders/recorder.ts';
import { expectAwkwardSettings } from './lies.ts';
import { toError, type World } from './world.ts';

export function describeReadiness(world: () => World): void {
  describe('settings', () => {
    it('accepts those that work', () => {
      const { recorder, fake } = world();
      expect(recorder.settings.safeParse(fake.settings).error).toBeUndefined();
    });

    it('labels each one, and marks every secret', () => {
      const { recorder, fake } = world();
      for (const [name, schema] of Object.entries(recorder.settings.shape)) {
        const field = settingFields.get(schema);
        expect(field?.label, name).toMatch(/\w{3}/);
        const isSecret = fake.secrets.some(secret => secret === fake.settings[name]);
        if (isSecret) expect(field?.isSecret, name).toBe(true);
      }
    });

    it('are tried with signs that need escaping, where they take them', () => {
      expectAwkwardSettings(world());
    });

    it('are told as misconfigured where they do not fit, and nothing is sent', async () => {
      const current = world();
      const call = current.startCall();
      current.settings = {};
      const attempts = [current.pause(), current.resume(null), current.read(null), current.check()];
      for (const { code } of await Promise.all(attempts.map(attempt => toError(attempt))))
        expect(code).toBe('misconfigured');
      expect(current.fake.server.requests).toHaveLength(0);
      expect(current.isSilenced(call)).toBe(false);
    });

    it('refuse plain http to other machines, and passwords in addresses', () => {
      const { recorder, fake } = world();
      const addresses = Object.entries(fake.settings).filter(([, value]) =>
        String(value).startsWith('http://'),
      );
      expect(addresses.length).toBeGreaterThan(0);
      for (const [name, value] of addresses) {
        const withAddress = (address: string) =>
          recorder.settings.safeParse({ ...fake.settings, [name]: address });
        const text = String(value);
        expect(withAddress(text.replace('127.0.0.1', 'recorder.example.test')).success).toBe(false);
        expect(withAddress(text.replace('http://', 'https://user:password@')).success).toBe(false);
        expect(withAddress('recorder.example.test').success).toBe(false);
        expect(withAddress(text.replace(/http:..127.0.0.1/, 'https://recorder.example.test')).success).toBe(
          true,
        );
      }
    });
  });

  describe('traits', () => {
    it('are whole, and say how to keep up with what the pause does not cover', () => {
      const { traits } = world();
      expect(traitsSchema.safeParse(traits).error).toBeUndefined();
      if (traits.canRead) expect(traits.readEveryMs).toBeGreaterThan(0);
      if (!traits.canRead && !traits.coversNewCalls && traits.command === 'set')
        expect(traits.reassertEveryMs).toBeGreaterThan(0);
    });
  });

  describe('origins', () => {
    it('name each host that is asked, and no other', () => {
      const { recorder, fake } = world();
      expect(recorder.origins(fake.settings)).toEqual(['http://127.0.0.1/*']);
    });
  });

  describe('check', () => {
    it('finds a working recorder ready, with and without a call, and touches no recording', async () => {
      const { startCall, pause, check, targets, commands, isSilenced } = world();
      const idle = await check();
      const call = startCall();
      const busy = await check();
      for (const step of [...idle, ...busy]) {
        expect(step).toMatchObject({ isOk: true, label: expect.stringMatching(/\w{3}/), detail: '' });
        expect(step.found.length).toBeGreaterThan(0);
      }
      expect(idle.length).toBeGreaterThan(0);
      expect([targets, commands(), call.recording.changes]).toEqual([[], [], []]);
      await pause();
      await check();
      expect(isSilenced(call)).toBe(true);
      expect(commands()).toHaveLength(1);
    });
  });
}
