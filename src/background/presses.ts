// What a person's presses do: the button of the popup, and the shortcut.
import { browser } from '../browser.ts';
import { isOverride, type Override } from '../recording/override.ts';
import type { PauseWhy } from '../recording/pause-reason.ts';
import type { View } from '../recording/view.ts';
import type { Coordinator } from './coordinator.ts';
import type { DeskSettings } from './desk-settings.ts';
import type { Governor } from './governor.ts';
import { toResumeEvent, toToggleEvent, type OverrideRules } from './toggle.ts';

export type Presses = {
  /** The view afterwards; where policy forbids pauses by hand, only what is wanted anyway is tried again. */
  pause(why?: PauseWhy): Promise<View>;
  /** The view afterwards; unchanged where the press was not allowed to change anything. */
  resume(why?: Override): Promise<View>;
  /** The shortcut. */
  toggle(): Promise<void>;
};

export function createPresses(coordinator: Coordinator, desk: DeskSettings, governor: Governor): Presses {
  async function toRules(): Promise<OverrideRules> {
    const { settings, policy } = await desk.inForce();
    return { mayOverride: policy.switches.allowOverride, asksReason: settings.asksReason };
  }

  async function resume(why?: Override): Promise<View> {
    const [view, rules] = await Promise.all([coordinator.view(), toRules()]);
    return coordinator.dispatch(toResumeEvent(view, rules, why));
  }

  async function pause(why?: PauseWhy): Promise<View> {
    return coordinator.dispatch(await governor.toPause(why));
  }

  return {
    pause,
    resume,
    async toggle() {
      const [view, rules] = await Promise.all([coordinator.view(), toRules()]);
      const event = toToggleEvent(view);
      if (event.type === 'manualPause') {
        const after = await pause();
        if (after.holds.some(({ asksReason }) => asksReason === true)) await openPopup();
      } else if (event.type !== 'manualResume') await coordinator.dispatch(event);
      // A key cannot say why: the popup can ask.
      else if (isOverride(view) && rules.mayOverride && rules.asksReason) await openPopup();
      else await resume();
    },
  };
}

/** Not every browser opens it for us, and none does while its window is not in front. */
async function openPopup(): Promise<void> {
  await browser.action.openPopup().catch(() => undefined);
}
