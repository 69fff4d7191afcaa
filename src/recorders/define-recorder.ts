// From an adapter as its file writes it to one that can stand in the registry: settings parsed, secrets kept in.
import { z } from '../zod.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { withGatewayToken } from './gateway.ts';
import {
  settingFields,
  type CheckStep,
  type CheckTask,
  type Definition,
  type Recorder,
  type RecorderContext,
  type TokenStore,
} from './recorder.ts';

/** Erases the type of an adapter's settings, and keeps secrets from leaving it in errors. */
export function defineRecorder<Schema extends z.ZodMiniObject>(definition: Definition<Schema>): Recorder {
  type Typed = RecorderContext<z.infer<Schema>>;
  const { signIn } = definition;

  async function guard<T>(
    context: RecorderContext<unknown>,
    work: (context: Typed, secrets: Set<string>) => Promise<T>,
  ): Promise<T> {
    const settings = parse(context.settings);
    const secrets = toSecrets(definition.settings, settings);
    const tokens = watchTokens(context.tokens, secrets);
    try {
      const http = withGatewayToken(context.http, settings);
      return await work({ ...context, settings, http, tokens }, secrets);
    } catch (thrown) {
      throw toRecorderError(thrown).without(secrets);
    }
  }

  function parse(settings: unknown): z.infer<Schema> {
    const parsed = definition.settings.safeParse(settings);
    if (parsed.success) return parsed.data;
    throw toMisconfigured(parsed.error);
  }

  return {
    id: definition.id,
    name: definition.name,
    docs: definition.docs,
    settings: definition.settings,
    offer: () => ({
      identity: definition.offer.identity,
      traits: definition.offer.examples.map(example => definition.traits(parse(example))),
    }),
    origins: settings => definition.origins(parse(settings)),
    originRewrites: settings => definition.originRewrites?.(parse(settings)) ?? [],
    traits: settings => definition.traits(parse(settings)),
    pause: (context, held) => guard(context, typed => definition.pause(typed, held)),
    resume: (context, callRef) => guard(context, typed => definition.resume(typed, callRef)),
    read: (context, callRef) =>
      guard(context, async typed => (await definition.read?.(typed, callRef)) ?? { state: 'unknown' }),
    check: context =>
      guard(context, async (typed, secrets) => await runTasks(definition.check(typed), secrets)),
    prepare: context => guard(context, async typed => await definition.prepare?.(typed)),
    signIn:
      signIn === undefined
        ? null
        : {
            isNeeded: settings => signIn.isNeeded(parse(settings)),
            start: (context, redirectUrl) => guard(context, typed => signIn.start(typed, redirectUrl)),
            finish: (context, redirectedUrl) => guard(context, typed => signIn.finish(typed, redirectedUrl)),
          },
  };
}

async function runTasks(tasks: CheckTask[], secrets: Set<string>): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  for (const { label, run } of tasks) {
    try {
      steps.push({ label, isOk: true, found: await run(), detail: '' });
    } catch (thrown) {
      const { message, code } = toRecorderError(thrown).without(secrets);
      return [...steps, { label, isOk: false, found: [], detail: message, code }];
    }
  }
  return steps;
}

function toMisconfigured({ issues }: z.core.$ZodError): RecorderError {
  return new RecorderError(
    'misconfigured',
    issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
}

function toSecrets(schema: z.ZodMiniObject, settings: Record<string, unknown>): Set<string> {
  const secrets = new Set<string>();
  for (const [name, field] of Object.entries(schema.shape))
    if (settingFields.get(field)?.isSecret === true) addStrings(secrets, settings[name]);
  return secrets;
}

/** Tokens are secrets as soon as they are stored or loaded. */
function watchTokens(tokens: TokenStore, secrets: Set<string>): TokenStore {
  return {
    async get(key) {
      const token = await tokens.get(key);
      addStrings(secrets, token);
      return token;
    },
    async set(key, token, isKept) {
      addStrings(secrets, token);
      await tokens.set(key, token, isKept);
    },
    alone: (name, work) => tokens.alone(name, work),
  };
}

function addStrings(secrets: Set<string>, value: unknown): void {
  if (typeof value === 'string') secrets.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) addStrings(secrets, part);
}
