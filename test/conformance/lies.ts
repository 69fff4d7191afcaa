// What a careless or a lying adapter does, each in a function of its own: `lies.test.ts` shows that it finds the liar.
import { expect } from 'vitest';
import { settingFields, type Reading } from '../../src/recorders/recorder.ts';
import { noFaults, type Answer } from '../lab/recorders/fake-server.ts';
import { breakCommands, toError, type World } from './world.ts';

/** A command's own answer is no proof of it, whatever it says: what is verified was asked for afterwards. */
export async function expectVerifiedByAsking(world: World): Promise<void> {
  const { fake, startCall, pause, resume, traits } = world;
  const isCommand = fake.isCommand.bind(fake);
  startCall();
  const paused = await pause();
  expectAsked(paused.evidence);
  const resumed = await resume(paused.callRef);
  expectAsked(resumed.evidence);

  function expectAsked(evidence: string): void {
    if (evidence === 'accepted') return;
    expect(traits.canRead, 'verified, where nothing can be read').toBe(true);
    const { requests } = fake.server;
    const after = requests.slice(requests.findLastIndex(isCommand) + 1);
    expect(after.length, 'verified, and nothing was asked after the command').toBeGreaterThan(0);
  }
}

/**
 * Takes the vendor's answer to a resume for the answer to a pause, and the other way round. Where both are the same,
 * nothing can be told from them.
 */
export async function expectNoYesOfTheOther(world: World): Promise<void> {
  const { fake, startCall, pause, resume, commands } = world;
  const call = startCall();
  for (let times = 0; times < 2; times += 1) await resume((await pause()).callRef);
  const [toPause, toResume, toPauseAgain, toResumeAgain] = commands().map(({ answer }) => answer ?? {});
  if (toPause === undefined || toResume === undefined)
    return expect.fail('a pause and a resume without commands');
  // What changes from one pause to the next (an id, a time) is no word of the vendor's about the state.
  if (toWords(toPause, toPauseAgain) === toWords(toResume, toResumeAgain)) return;
  breakCommands(world, { instead: () => toResume });
  await toError(pause(), 'this was the answer to a resume');
  expect(world.isSilenced(call)).toBe(false);
  Object.assign(fake.faults, noFaults);
  const { callRef } = await pause();
  breakCommands(world, { instead: () => toPause });
  await toError(resume(callRef), 'this was the answer to a pause');
  expect(world.isSilenced(call)).toBe(true);
}

/** A yes that breaks off may be half of a no. */
export async function expectNoYesCutShort(world: World): Promise<void> {
  const { startCall, pause, resume, commands } = world;
  const call = startCall();
  await resume((await pause()).callRef);
  const { status = 200, headers = {}, json, body = JSON.stringify(json) ?? '' } = commands()[0]?.answer ?? {};
  const whole = body.trim();
  for (let cut = whole.length - 1; cut > 0; cut -= Math.ceil(whole.length / 16)) {
    const said = whole.slice(0, cut);
    breakCommands(world, { instead: () => ({ status, headers, body: said }) });
    await toError(pause(), `this was ${JSON.stringify(said)}`);
  }
  expect(world.isSilenced(call)).toBe(false);
}

/** The words and numbers of a body that another answer to the same command has, too. */
function toWords(answer: Answer, again: Answer = {}): string {
  const toList = ({ status = 200, json, body = JSON.stringify(json) ?? '' }: Answer) => [
    String(status),
    ...(body.match(/[\p{L}\p{N}]+/gu) ?? []),
  ];
  const others = new Set(toList(again));
  return toList(answer)
    .filter(word => others.has(word))
    .join(' ');
}

/** How a call reads that goes on: some cannot tell it from one that began in the same second. */
export const goesOn: Reading[] = [{ state: 'recording' }, { state: 'recording', isNewCall: true }];

/** A read-back tells the state before the command for no longer than the traits say. */
export async function expectTrueReadings({
  startCall,
  pause,
  resume,
  readsAs,
  traits,
}: World): Promise<void> {
  const unknown: Reading = { state: 'unknown' };
  startCall();
  await readsAs(null, traits.canRead ? { state: 'recording' } : unknown);
  const { callRef } = await pause();
  await readsAs(callRef, traits.canRead ? { state: 'paused' } : unknown);
  await resume(callRef);
  await readsAs(callRef, ...(traits.canRead ? goesOn : [unknown]));
}

/** Addresses end up in the logs of servers and proxies. */
export async function expectNoSecretInAddresses(world: World): Promise<void> {
  const { startCall, pause, resume, read, check, fake } = world;
  startCall();
  const { callRef } = await pause();
  await read(callRef);
  await resume(callRef);
  await check();
  const addresses = fake.server.requests
    // In a query a space may be a plus.
    .map(({ path, search }) => decodeURIComponent(path + search.replaceAll('+', '%20')))
    .join('\n');
  const kept = fake.secrets.filter(secret => fake.mayBeInAddress?.(secret) !== true);
  for (const secret of kept) expect(addresses).not.toContain(secret);
}

/** What is lost, or becomes something else, where an adapter forgets to escape it. */
const awkward = {
  secret: [' ', '"', '+', '%'],
  id: ['%2F', '&'],
};

/** Tame ids and secrets pass through a careless adapter as well as through a careful one: rows may not have them. */
export function expectAwkwardSettings({ recorder, fake }: Pick<World, 'recorder' | 'fake'>): void {
  for (const [name, value] of Object.entries(fake.settings)) {
    const isSecret = isSecretField(recorder, name);
    if (typeof value !== 'string' || !(isSecret || value === fake.extension)) continue;
    const isTaken = (sign: string) =>
      recorder.settings.safeParse({ ...fake.settings, [name]: `${value}${sign}1` }).success;
    for (const sign of awkward[isSecret ? 'secret' : 'id'])
      if (isTaken(sign)) expect(value, `${name}: give it ${JSON.stringify(sign)}`).toContain(sign);
  }
}

function isSecretField({ settings }: World['recorder'], name: string): boolean {
  const field = settings.shape[name];
  return field !== undefined && settingFields.get(field)?.isSecret === true;
}
