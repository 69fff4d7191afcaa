// The only import of zod. The mini build keeps the worker's cold start short; jitless keeps it from probing
// `new Function`, which the extension's content security policy reports as a violation.
import * as z from 'zod/mini';

z.config({ jitless: true });

export { z };

/**
 * A schema that is made when somebody first uses it. Every schema of a module is one: a start of the worker is on the way
 * of a pause, needs some dozen of a thousand, and making one takes as long as using it.
 */
export function later<Schema extends z.core.$ZodType>(make: () => Schema): Schema {
  let made: Schema | undefined;
  const toMade = (): Schema => (made ??= make());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- stands for the schema in whatever is asked of it
  return new Proxy({} as Schema, {
    get: (_, name) => Reflect.get(toMade(), name) as unknown,
    has: (_, name) => name in toMade(),
  });
}
