import { browser } from '../browser.ts';
import type { Recorder } from '../recorders/recorder.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';

type Props = {
  adapter: Recorder;
  /** With secrets, or what stands in for them. */
  settings: Record<string, unknown>;
  /** Whether an answer is being waited for. */
  isBusy: boolean;
  onSignIn: () => void;
};

/** The way to sign in with the recorder's vendor; nothing where its settings sign nobody in. */
export function SignIn({ adapter, settings, isBusy, onSignIn }: Props) {
  if (!isNeeded(adapter, settings)) return null;
  return (
    <div class="field">
      <div>
        <Button onClick={onSignIn} isInert={isBusy} label={text('options_sign_in_to', adapter.name)}>
          {text('options_sign_in')}
        </Button>
      </div>
      <p class="help">{text('options_sign_in_help')}</p>
      <p class="help">
        <code dir="ltr">{browser.identity.getRedirectURL()}</code>
      </p>
    </div>
  );
}

/** False while the settings do not fit. */
function isNeeded({ signIn }: Recorder, settings: Record<string, unknown>): boolean {
  try {
    return signIn?.isNeeded(settings) === true;
  } catch {
    return false;
  }
}
