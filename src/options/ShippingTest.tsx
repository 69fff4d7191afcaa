import { useState } from 'preact/hooks';
import { toMatchPattern } from '../recorders/http.ts';
import { shippingSettingsSchema } from '../settings/shipping.ts';
import type { Settings } from '../settings/schema.ts';
import { requestAccess } from '../ui/access.ts';
import { Button } from '../ui/Button.tsx';
import { text, type MessageKey } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';
import { toShippingProblem } from './shipping-problem.ts';

type Props = {
  lane: 'entries' | 'notices';
  shipping: Settings['shipping'];
  secret: string | undefined;
};

const names = {
  entries: 'options_ship_test',
  notices: 'options_ship_test_notices',
} as const satisfies Record<Props['lane'], MessageKey>;
/** A receiver has ten seconds. */
const timeoutMs = 20_000;

/** Sends what is no evidence, with settings as they stand in the form. */
export function ShippingTest({ lane, shipping, secret }: Props) {
  const [said, setSaid] = useState<{ words: string; isBad: boolean } | null>(null);
  const url = lane === 'entries' ? shipping.url : shipping.exposureUrl;
  const parsed = shippingSettingsSchema.safeParse(shipping);
  const isReady = url !== '' && parsed.success;

  async function handleClick(): Promise<void> {
    if (!parsed.success) return;
    // Asked for first, as browsers want it in the click itself.
    const asked = requestAccess([toMatchPattern(url)]);
    setSaid({ words: text('options_ship_testing'), isBad: false });
    try {
      await asked;
      const about = { lane, shipping: parsed.data, ...(secret === undefined ? {} : { secret }) };
      const { problem } = await ask({ type: 'testShipping', ...about }, timeoutMs);
      const words = problem === null ? text('options_ship_tested') : toShippingProblem(problem);
      setSaid({ words, isBad: problem !== null });
    } catch {
      setSaid({ words: text('options_silent'), isBad: true });
    }
  }

  return (
    <div class="row">
      <Button isInert={!isReady} onClick={() => void handleClick()}>
        {text(names[lane])}
      </Button>
      <p role="status" class={said?.isBad === true ? 'problem' : ''}>
        {said?.words}
      </p>
    </div>
  );
}
