// The values that the settings give to a description's placeholders.
import { later, z } from '../../zod.ts';
import type { Description } from './description.ts';
import { namesOf, type Flaw } from './names.ts';
import { namePattern, type Values } from './template.ts';

/** Lines of `name = value`. */
export const valueLinesSchema = later(() =>
  z.pipe(
    z.string().check(z.maxLength(10_000)),
    z.transform((text, context): Values => {
      const values: Record<string, string> = {};
      for (const line of text.split('\n').map(one => one.trim())) {
        if (line === '') continue;
        const at = line.indexOf('=');
        const name = line.slice(0, Math.max(at, 0)).trim();
        const value = line.slice(at + 1).trim();
        if (namePattern.test(name) && value !== '' && !Object.hasOwn(values, name)) values[name] = value;
        else context.issues.push({ code: 'custom', message: 'customValueLine', input: text });
      }
      return values;
    }),
  ),
);

type Given = {
  description: Description;
  extension?: string | undefined;
  agentId?: string | undefined;
  values?: Values | undefined;
  user?: string | undefined;
  secret?: string | undefined;
};

/** Every value that is there before anything is asked. */
export function toGiven({ description, extension, agentId, values = {} }: Given): Values {
  const initial = Object.entries(description.variables).flatMap(([name, variable]) =>
    variable.initial === undefined ? [] : [[name, variable.initial] as const],
  );
  return {
    ...Object.fromEntries(initial),
    ...values,
    ...(extension ? { extension } : {}),
    ...(agentId ? { agentId } : {}),
  };
}

/** What the settings lack for their description, or give without need. Paths begin at the settings. */
export function findLacks(settings: Given): Flaw[] {
  const { description, extension, agentId, values = {}, user, secret } = settings;
  const { variables, lookUp, pause, resume, read, check, auth } = description;
  const steps = [...lookUp, pause, resume, ...(read ? [read] : []), ...(check ? [check] : [])];
  const used = new Set(steps.flatMap(namesOf));
  const lack = (isLacking: boolean, path: string, code: string): Flaw[] =>
    isLacking ? [{ path: [path], code }] : [];
  const given = toGiven(settings);
  return [
    ...lack(used.has('extension') && !extension, 'extension', 'required'),
    ...lack(used.has('agentId') && !agentId, 'agentId', 'required'),
    ...Object.keys(variables)
      .filter(name => !Object.hasOwn(given, name))
      .map(name => ({ path: ['values'], code: `customValueMissing: ${name}` })),
    ...Object.keys(values)
      .filter(name => !Object.hasOwn(variables, name))
      .map(name => ({ path: ['values'], code: `customValueUnknown: ${name}` })),
    ...lack(auth.type === 'basic' && !user, 'user', 'required'),
    ...lack(auth.type === 'basic' && user?.includes(':') === true, 'user', 'customUserColon'),
    ...lack(auth.type !== 'none' && !secret, 'secret', 'required'),
  ];
}
