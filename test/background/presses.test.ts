// The shortcut and the button: what they ask of the governor, and when the popup has to ask.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Coordinator } from '../../src/background/coordinator.ts';
import type { DeskSettings } from '../../src/background/desk-settings.ts';
import type { Governor } from '../../src/background/governor.ts';
import { createPresses } from '../../src/background/presses.ts';
import type { RecordingEvent } from '../../src/recording/events.ts';
import { createState } from '../../src/recording/state.ts';
import { toView, type View } from '../../src/recording/view.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

const openPopup = vi.hoisted(() => vi.fn(async () => {}));
vi.mock('../../src/browser.ts', () => ({ browser: { action: { openPopup } } }));
beforeEach(() => openPopup.mockClear());

const ready: View = { ...toView(createState(), 0), status: 'ready' };
const held = (asksReason: boolean): View => ({
  ...ready,
  status: 'pausing',
  holds: [{ origin: 'manual', sinceMs: 0, isAway: false, ...(asksReason ? { asksReason } : {}) }],
});

function start(event: RecordingEvent, after: View) {
  const dispatched: RecordingEvent[] = [];
  const coordinator = {
    view: async () => ready,
    dispatch: async (one: RecordingEvent) => {
      dispatched.push(one);
      return after;
    },
  } as unknown as Coordinator;
  const inForce = { settings: settingsSchema.parse({}), policy: { switches: { allowOverride: true } } };
  const desk = { inForce: async () => inForce } as unknown as DeskSettings;
  const governor = { toPause: async () => event } as unknown as Governor;
  return { presses: createPresses(coordinator, desk, governor), dispatched };
}

describe('the shortcut', () => {
  test('pauses, and opens the popup where that has to ask why', async () => {
    const asked = { type: 'manualPause', endsWithinMs: 30_000, asksReason: true } as const;
    const { presses, dispatched } = start(asked, held(true));
    await presses.toggle();
    expect(dispatched).toEqual([asked]);
    expect(openPopup).toHaveBeenCalledOnce();
  });

  test('asks nothing where there is nothing to ask', async () => {
    const { presses, dispatched } = start({ type: 'manualPause' }, held(false));
    await presses.toggle();
    expect(dispatched).toEqual([{ type: 'manualPause' }]);
    expect(openPopup).not.toHaveBeenCalled();
  });

  test('does what policy has left of it', async () => {
    const { presses, dispatched } = start({ type: 'retry' }, ready);
    await presses.toggle();
    expect(dispatched).toEqual([{ type: 'retry' }]);
  });
});

test('the button hands its reason on', async () => {
  const toPause = vi.fn(async () => ({ type: 'manualPause' }) as const);
  const { presses } = start({ type: 'manualPause' }, held(false));
  await presses.pause();
  const governed = createPresses(
    { dispatch: async () => ready } as unknown as Coordinator,
    {} as DeskSettings,
    { toPause } as unknown as Governor,
  );
  const why = { reason: 'allowed', detail: '' } as const;
  await governed.pause(why);
  expect(toPause).toHaveBeenCalledWith(why);
});
