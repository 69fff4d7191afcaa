// A gate that could never open would stop the work of everybody behind it: refused before it is saved.
import { findRecorder } from '../recorders/index.ts';
import type { Problem, Secrets, Settings } from './schema.ts';

/** What speaks against holding typing back with these recorders, whose own settings have been checked. */
export function checkGate({ gate, gateNeeds, recorders }: Settings, secrets: Secrets): Problem[] {
  if (gate !== 'block') return [];
  const required = recorders
    .filter(({ isRequired }) => isRequired)
    .flatMap(({ id, type, settings }) => {
      const recorder = findRecorder(type);
      if (recorder === undefined) return [];
      return [{ name: recorder.name, traits: recorder.traits({ ...settings, ...secrets[id] }) }];
    });
  if (required.length > 0 && required.every(({ traits }) => traits.effect === 'agentMicrophone'))
    return [{ path: 'gate', code: 'gateMicrophone', detail: '' }];
  if (gateNeeds === 'accepted') return [];
  return required
    .filter(({ traits }) => !traits.canRead && traits.effect !== 'agentMicrophone')
    .slice(0, 1)
    .map(({ name }) => ({ path: 'gateNeeds', code: 'gateUnreadable', detail: name }));
}
