// @vitest-environment happy-dom
// The gate of one frame: what it refuses, what it lets through, what it does to the field, and what it never looks at.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGate, type Gate } from '../../src/content/gate/gate.ts';
import { lockMark } from '../../src/content/gate/lock.ts';
import { toNotice } from '../../src/content/notice.ts';
import type { FocusedField } from '../../src/content/focus-watcher.ts';
import type { FromContent } from '../../src/messages.ts';
import type { GateWord } from '../../src/word.ts';
import { stillRecording } from './views.ts';

const entries = ['beforeinput', 'paste', 'drop', 'compositionstart'];
const keys = ['keydown', 'keypress'];

let gate: Gate;
let field: HTMLInputElement;
let ours: HTMLElement;
let sent: FromContent[];
let listeners: Map<string, (event: Event) => void>;

const focus: FocusedField = { seq: 7, kind: 'card-number', reasons: ['autocomplete'], isAway: false };
const word: GateWord = {
  mode: 'block',
  kinds: ['card-number', 'card-csc'],
  seq: 7,
  isOpen: true,
  isPaused: false,
  isAtLimit: false,
  canBreak: false,
  says: null,
};
const shut: GateWord = { ...word, isOpen: false, says: { title: null, also: 'banner_gate_held' } };

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<input id="field"><input id="note"><div id="ours"></div>';
  field = document.querySelector<HTMLInputElement>('#field') ?? document.createElement('input');
  ours = document.querySelector<HTMLElement>('#ours') ?? document.createElement('div');
  sent = [];
  listeners = new Map();
  vi.spyOn(window, 'addEventListener').mockImplementation((type, listener) => {
    listeners.set(type, listener as (event: Event) => void);
  });
  gate = createGate({
    text: key => key,
    rootOf: () => null,
    isOurs: element => element === ours,
    recognise: element => (element.matches('input:not(#note)') ? { kind: 'card-csc', reasons: [] } : null),
    send: message => sent.push(message),
    onChange: () => undefined,
  });
  gate.attach();
});
afterEach(() => {
  gate.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function take(next: Partial<FocusedField> = {}, element: Element = field): void {
  gate.hold({ ...focus, ...next });
  gate.move(element);
}

/** What the gate may look at; asking for anything else of an event is an error. */
const visible = ['isTrusted', 'type', 'composedPath', 'preventDefault', 'stopImmediatePropagation'];
const visibleOfDrops = [...visible, 'target', 'clientX', 'clientY'];

/** Lets an event happen, as trusted unless told otherwise, and says what became of it. */
function happen(
  type: string,
  target: Element = field,
  isTrusted = true,
): { isStopped: boolean; isPrevented: boolean } {
  const outcome = { isStopped: false, isPrevented: false };
  const facts: Record<string, unknown> = {
    isTrusted,
    type,
    target,
    clientX: 1,
    clientY: 1,
    composedPath: () => [target, document],
    preventDefault: () => (outcome.isPrevented = true),
    stopImmediatePropagation: () => (outcome.isStopped = true),
  };
  const allowed = type === 'drop' ? visibleOfDrops : visible;
  const event = new Proxy(new Event(type), {
    get(_, name) {
      if (typeof name === 'symbol') return undefined;
      if (!allowed.includes(name)) throw new Error(`the gate looked at event.${name}`);
      return facts[name];
    },
  });
  listeners.get(type)?.(event);
  return outcome;
}

const refused = { isStopped: true, isPrevented: true };
const kept = { isStopped: true, isPrevented: false };
const passed = { isStopped: false, isPrevented: false };

describe('what is refused', () => {
  it.each(entries)('%s, until the worker says that this very focus is safe', type => {
    expect(happen(type, document.body)).toEqual(passed);
    take();
    expect(happen(type)).toEqual(refused);
    gate.hear({ ...word, seq: 6 });
    expect(happen(type)).toEqual(refused);
    gate.hear(shut);
    expect(happen(type)).toEqual(refused);
    gate.hear(word);
    expect(happen(type)).toEqual(passed);
    take({ seq: 8 });
    expect(happen(type)).toEqual(refused);
  });

  it.each(keys)('%s is kept from the page, and goes on to the browser: Tab has to leave', type => {
    take();
    expect(happen(type)).toEqual(kept);
    gate.hear(word);
    expect(happen(type)).toEqual(passed);
  });

  it('nothing that the page made up, and nothing after the field was left', () => {
    take();
    expect(happen('beforeinput', field, false)).toEqual(passed);
    gate.release();
    expect(happen('beforeinput')).toEqual(passed);
  });

  it('nothing where typing is not to be held back, or not in this kind of field', () => {
    take({ kind: 'card-holder' });
    gate.hear({ ...shut, seq: null });
    expect(happen('beforeinput')).toEqual(passed);
    take();
    gate.hear({ ...shut, mode: 'warn' });
    expect(happen('beforeinput')).toEqual(passed);
  });

  it('a field that holds because an administrator said so, whatever its kind', () => {
    take({ kind: 'iban', reasons: ['rule:1'] });
    gate.hear(shut);
    expect(happen('beforeinput')).toEqual(refused);
    gate.hear(word);
    expect(happen('beforeinput')).toEqual(passed);
  });

  it('again after a trip to another window, and when the worker cannot be reached, until there is an answer', () => {
    take();
    gate.hear(word);
    gate.hold({ ...focus, isAway: true });
    gate.hold(focus);
    expect(happen('beforeinput')).toEqual(refused);
    gate.hear(word);
    expect(happen('beforeinput')).toEqual(passed);
    gate.hear(null);
    expect(happen('beforeinput')).toEqual(refused);
  });

  it('nothing in the field that follows at once while the recording is paused', () => {
    take();
    gate.hear({ ...word, isPaused: true });
    take({ seq: 8, kind: 'card-csc' }, document.body.appendChild(document.createElement('input')));
    expect(happen('beforeinput')).toEqual(passed);
    gate.hear({ ...shut, seq: 8 });
    expect(happen('beforeinput')).toEqual(refused);
    gate.hear({ ...word, seq: 8, isPaused: true });
    // Something else had the focus in between: the pause may have ended.
    gate.release();
    take({ seq: 9 });
    expect(happen('beforeinput')).toEqual(refused);
  });

  it('what is dropped into a card field that does not have the focus', () => {
    const note = document.querySelector('#note') ?? field;
    const other = document.body.appendChild(document.createElement('input'));
    gate.hear({ ...shut, seq: null });
    expect(happen('drop', note)).toEqual(passed);
    expect(happen('drop', other)).toEqual(refused);
  });

  it('nothing of what is typed into our own box, of which the page hears nothing either', () => {
    take();
    for (const type of [...keys, 'keyup', 'input', 'beforeinput', 'paste'])
      expect([type, happen(type, ours)]).toEqual([type, kept]);
    expect(happen('keyup')).toEqual(passed);
    expect(happen('input')).toEqual(passed);
  });
});

describe('the field', () => {
  const html = () => field.outerHTML;

  it('is not touched by a pause that comes soon', async () => {
    const before = html();
    take();
    await vi.advanceTimersByTimeAsync(240);
    expect(html()).toBe(before);
    gate.hear(word);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(html()).toBe(before);
  });

  it('becomes read-only while the wait is long, and is exactly what it was afterwards', async () => {
    const before = html();
    take();
    await vi.advanceTimersByTimeAsync(260);
    expect(field.readOnly).toBe(true);
    gate.hear(word);
    expect(html()).toBe(before);
  });

  it.each(['number', 'month'])('of type %s is so at once: it steps without asking', async type => {
    field.type = type;
    take();
    await vi.advanceTimersByTimeAsync(1);
    expect(field.readOnly).toBe(true);
  });

  it('is so at once where a composition begins, which no event can refuse', () => {
    take();
    happen('compositionstart');
    expect(field.readOnly).toBe(true);
  });

  it('stays read-only where the page has made it so, before or meanwhile', async () => {
    field.readOnly = true;
    const before = html();
    take();
    await vi.advanceTimersByTimeAsync(300);
    gate.hear(word);
    expect(html()).toBe(before);
    field.readOnly = false;
    gate.hear(shut);
    await vi.advanceTimersByTimeAsync(300);
    field.setAttribute('readonly', '');
    gate.hear(word);
    expect(field.readOnly).toBe(true);
  });

  it('is let go when it loses the focus, when another gets it, and when this script ends', async () => {
    const other = document.body.appendChild(document.createElement('input'));
    take();
    await vi.advanceTimersByTimeAsync(300);
    take({ seq: 8 }, other);
    expect(field.readOnly).toBe(false);
    await vi.advanceTimersByTimeAsync(300);
    expect(other.readOnly).toBe(true);
    gate.release();
    expect(other.readOnly).toBe(false);
    take({ seq: 9 });
    await vi.advanceTimersByTimeAsync(300);
    gate.stop();
    expect(field.readOnly).toBe(false);
  });

  it('that a script left behind locked is let go by the next one', () => {
    field.setAttribute('readonly', lockMark);
    createGate({
      text: key => key,
      rootOf: () => null,
      isOurs: () => false,
      recognise: () => null,
      send: () => undefined,
      onChange: () => undefined,
    });
    expect(field.readOnly).toBe(false);
  });
});

it('after a limit the try to type is what asks for the next pause, and not with every key', async () => {
  take();
  gate.hear({ ...shut, isAtLimit: true });
  for (let count = 0; count < 5; count += 1) happen('beforeinput');
  expect(sent).toEqual([{ type: 'activity', seq: 7 }]);
  await vi.advanceTimersByTimeAsync(600);
  happen('beforeinput');
  expect(sent).toHaveLength(2);
});

describe('the words', () => {
  const alarm = toNotice(stillRecording, null, 0);

  it('say what the worker says, and that nothing was entered once something was refused', () => {
    take();
    gate.hear(shut);
    expect(gate.dress(alarm)).toEqual({ ...alarm, also: 'banner_gate_held' });
    happen('beforeinput');
    expect(gate.dress(alarm)).toEqual({ ...alarm, also: 'banner_gate_refused' });
  });

  it('have a title of their own where nothing is wrong with the recording', () => {
    gate.hear({ ...shut, says: { title: 'banner_overridden', also: 'banner_gate_limit' } });
    expect(gate.dress(null)).toMatchObject({ title: 'banner_overridden', details: ['banner_gate_limit'] });
  });

  it('say that the field is shut where the worker cannot be asked', () => {
    take();
    gate.hear(word);
    expect(gate.dress(alarm)).toEqual(alarm);
    gate.hear(null);
    expect(gate.dress(alarm)).toEqual({ ...alarm, also: 'banner_gate_shut' });
  });

  it('leave everything as it is where typing is not held back', () => {
    gate.hear({ ...shut, mode: 'warn' });
    expect(gate.dress(alarm)).toEqual(alarm);
  });
});

describe('"type anyway"', () => {
  it('is there where waiting does not help, and stays the same while it is', () => {
    gate.hear(shut);
    expect(gate.panel()).toBeNull();
    gate.hear({ ...shut, canBreak: true });
    const panel = gate.panel();
    expect(panel).not.toBeNull();
    expect(gate.panel()).toBe(panel);
    gate.hear(word);
    expect(gate.panel()).toBeNull();
  });

  it('is deaf to the page', () => {
    gate.hear({ ...shut, canBreak: true });
    gate.panel()?.querySelector('button')?.click();
    expect(gate.panel()?.querySelectorAll('button')).toHaveLength(1);
    expect(sent).toEqual([]);
  });
});
