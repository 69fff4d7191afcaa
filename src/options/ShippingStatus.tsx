import { useEffect, useState } from 'preact/hooks';
import type { Mark } from '../shipping/mark.ts';
import type { ShippingStatus as Status } from '../shipping/status.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';
import { toShippingProblem } from './shipping-problem.ts';

const everyMs = 5_000;
/** All that waits may be much. */
const timeoutMs = 120_000;

/** How far evidence was sent, what keeps it, and what was given up. */
export function ShippingStatus() {
  const [status, setStatus] = useState<Status | null>(null);
  const [isSending, setIsSending] = useState(false);

  useEffect(() => {
    const look = () => void ask({ type: 'getShipping' }).then(({ shipping }) => setStatus(shipping), () => undefined); // prettier-ignore
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, []);

  async function handleSend(): Promise<void> {
    setIsSending(true);
    try {
      setStatus((await ask({ type: 'shipNow' }, timeoutMs)).shipping);
    } catch {
      // It goes on in the background, and is looked at again.
    } finally {
      setIsSending(false);
    }
  }

  if (status === null || (status.entries === null && status.notices === null))
    return <p class="help">{text('options_ship_none')}</p>;
  const { entries, notices } = status;
  return (
    <div class="card" role="status">
      {entries !== null && (
        <>
          <p>{text('options_ship_status', String(entries.seq), String(entries.behind))}</p>
          <Lane mark={entries} />
        </>
      )}
      {notices !== null && (
        <>
          <p>{text('options_ship_notices_status', String(notices.seq))}</p>
          <Lane mark={notices} />
        </>
      )}
      <div class="row">
        <Button isInert={isSending} onClick={() => void handleSend()}>
          {text('options_ship_now')}
        </Button>
      </div>
    </div>
  );
}

function Lane({ mark: { acceptedAtMs, lost, problem, failures, dueAtMs } }: { mark: Mark }) {
  return (
    <>
      {acceptedAtMs !== null && <p class="help">{text('options_ship_accepted', toTime(acceptedAtMs))}</p>}
      {problem !== null && (
        <p class="problem">
          {toShippingProblem(problem)} {text('options_ship_next', String(failures), toTime(dueAtMs))}
        </p>
      )}
      {lost > 0 && <p class="problem">{text('options_ship_lost', String(lost))}</p>}
    </>
  );
}

function toTime(atMs: number): string {
  return new Intl.DateTimeFormat(text('ui_lang'), { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}
