// The popup in a page, with properties that a test need not care about.
import { vi } from 'vitest';
import { Popup, type PopupProps } from '../../src/popup/Popup.tsx';
import { find, show } from '../ui/page.ts';
import { nowMs, views, type ViewName } from '../ui/views.ts';

export const onCommand = vi.fn();
export const onExtend = vi.fn();

/** A view as it comes from a worker that answers. */
export const at = (name: ViewName): PopupProps['link'] => ({ state: 'live', view: views[name] });

function toProps(changes: Partial<PopupProps> = {}): PopupProps {
  return {
    link: at('ready'),
    pending: null,
    failure: null,
    nowMs,
    site: { state: 'watched', site: 'crm.example.com', pattern: 'https://crm.example.com/*' },
    shortcut: 'Alt+Shift+M',
    recorderNames: { 'voicenter-1': 'Voicenter' },
    events: [{ type: 'overridden', atMs: nowMs - 9_000, episode: 1 }],
    picker: {
      proposal: null,
      canDecide: true,
      failure: null,
      pick: vi.fn(),
      preview: vi.fn(),
      save: vi.fn(),
      cancel: vi.fn(),
    },
    tally: null,
    onCommand,
    onExtend,
    onSaw: vi.fn(),
    problems: [],
    curing: null,
    canBreakGate: false,
    onProtect: vi.fn(),
    onCure: vi.fn(),
    onBreakGate: vi.fn(),
    onSetShortcut: vi.fn(),
    onOpenOptions: vi.fn(),
    words: null,
    isAskingWhy: false,
    onWhy: vi.fn(),
    onStayPaused: vi.fn(),
    ruling: null,
    onWhyPause: vi.fn(),
    pastAlarm: null,
    onSeen: vi.fn(),
    onOpenPage: vi.fn(),
    ...changes,
  };
}

/** Draws the popup with these properties. */
export const pop = (changes: Partial<PopupProps> = {}) => show(<Popup {...toProps(changes)} />);
export const body = () => document.body.textContent;
/** What stands in a live region. */
export const live = (role: string) => find(`[role=${role}]`).textContent;
