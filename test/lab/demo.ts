// A whole call with a card in it, on this machine alone: `npm run demo`. Ends with 1 where the recording is not as it
// should be, and with 2 where the call could not be held.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Note } from '../../src/recording/notes.ts';
import { Caller } from './caller.ts';
import { nowMs } from './clock.ts';
import { findBrowser } from './find-browser.ts';
import { startLab, type Lab } from './lab.ts';
import { instructions, lingerMs, liveCall } from './live-call.ts';
import { writePicture } from './picture.ts';
import { toReport } from './report.ts';
import { toResult, type CallResult } from './result.ts';
import { playCall } from './scripted-call.ts';
import { agentExtension, askWorker } from './settings.ts';

const usage = `npm run demo -- [options]
  --headless      play the whole call without a window; chosen by itself where there is no display
  --json FILE     write the result as JSON
  --picture FILE  write the timeline to FILE.svg and FILE.png; else they are in recordings/
  --keep          leave browser and servers running after the result, until Ctrl+C`;

const root = resolve(import.meta.dirname, '..', '..');
const recordingsDir = join(root, 'recordings');
const say = (line: string) => console.log(line);
const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
const interrupted = once(interrupt.signal, 'abort').then(() => {
  throw new Error('Interrupted before the call was over.');
});
interrupted.catch(() => undefined);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      headless: { type: 'boolean', default: false },
      json: { type: 'string' },
      picture: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const headless = values.headless || !hasDisplay();
  if (headless && !values.headless)
    say('There is no display: the demo plays the call by itself (--headless).');
  say(`Browser: ${findBrowser()}`);
  build();
  const ended = { byHangUp: false, byClosing: false };
  const lab = await startLab({
    headless,
    extensionDir: join(root, 'dist', 'chrome-managed'),
    recordingsDir,
    toCallStatus: phone => phone.calls().map(toCallStatus)[0],
    onHangUp: () => (ended.byHangUp = true),
  });
  lab.browser.context.once('close', () => (ended.byClosing = true));
  try {
    const isOver = () => ended.byHangUp || ended.byClosing || interrupt.signal.aborted;
    const result = await holdCall(lab, { headless, isOver, canAsk: () => !ended.byClosing });
    publish(result, values);
    if (values.keep && !ended.byClosing)
      await stayOpen(lab, () => ended.byClosing || interrupt.signal.aborted);
    return result.isClean ? 0 : 1;
  } finally {
    await lab.stop();
  }
}

/** Holds the call, hangs up, and finds out what is in the recording. */
async function holdCall(
  lab: Lab,
  { headless, isOver, canAsk }: { headless: boolean; isOver: () => boolean; canAsk: () => boolean },
): Promise<CallResult> {
  const call = lab.phone.startCall(agentExtension);
  const caller = new Caller(call);
  if (headless) {
    say('Playing the call. It takes about 15 seconds.');
    await Promise.race([playCall(lab, call, caller), interrupted]);
  } else {
    say(instructions);
    await liveCall(lab, { call, caller, isOver, say });
  }
  lab.phone.endCall(call.id);
  const endedAtMs = nowMs();
  await call.recording.finish();
  const notes = canAsk() ? await askForNotes(lab) : [];
  return toResult({ lab, call, caller, endedAtMs, notes, ...(headless ? {} : { lingerMs }) });
}

/** What the extension itself noted. */
async function askForNotes({ browser }: Lab): Promise<Note[]> {
  const { events } = await askWorker<{ events: Note[] }>(browser, { type: 'getEvents' });
  return events;
}

function publish(result: CallResult, { json, picture }: { json?: string; picture?: string }): void {
  say(toReport(result));
  const base = picture?.replace(/\.(svg|png)$/, '') ?? join(recordingsDir, 'timeline');
  mkdirSync(dirname(base), { recursive: true });
  writePicture(result, base);
  say(`\nRecording: ${toShown(result.recordingPath)}\nPicture:   ${toShown(base)}.svg and .png`);
  if (json === undefined) return;
  mkdirSync(dirname(resolve(json)), { recursive: true });
  const stored = { ...result, recordingPath: toShown(result.recordingPath) };
  writeFileSync(json, `${JSON.stringify(stored, null, 2)}\n`);
  say(`Data:      ${toShown(json)}`);
}

function toShown(path: string): string {
  return relative(process.cwd(), resolve(path));
}

function build(): void {
  say('Building the extension ...');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The extension could not be built; "npm run build" says why.');
}

async function stayOpen({ site }: Lab, isOver: () => boolean): Promise<void> {
  say(`\nStill running: ${site.crm} in that browser. Ctrl+C ends it.`);
  while (!isOver()) await wait(200);
}

function toCallStatus({
  startedAtMs,
  recording: { isPaused },
}: {
  startedAtMs: number;
  recording: { isPaused: boolean };
}) {
  return { startedAtMs, isPaused, caller: 'Robin Fairweather' };
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}
