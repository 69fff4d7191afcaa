import type { ComponentChildren } from 'preact';
import type { Verdict } from '../ledger/verdict.ts';
import { text } from '../ui/text.ts';
import { faultSentences, statusSentences, statusTitles } from './words.ts';

type Props = { name: string; verdict: Verdict };

/** What the verifier found: the one word first, then the first fault, then what the file is. */
export function VerdictPanel({ name, verdict }: Props) {
  const { status, fault, header, count, first, last, cutToSeq, losses, clockSteps, isVerbatim } = verdict;
  return (
    <section class={`verdict verdict-${status}`} aria-labelledby="verdict-title">
      <h2 id="verdict-title">{text(statusTitles[status])}</h2>
      <p>{text(statusSentences[status])}</p>
      {fault !== null && (
        <p class="verdict-fault">{text(faultSentences[fault.kind], String(fault.seq ?? ''))}</p>
      )}
      <dl>
        <Row name={text('verify_of_file')}>{name}</Row>
        {first !== null && last !== null && (
          <>
            <Row name={text('verify_of_entries')}>
              {text('verify_entries', String(count), String(first.seq), String(last.seq))}
            </Row>
            <Row name={text('verify_of_time')}>
              {text('verify_from_to', toTime(first.atMs), toTime(last.atMs))}
            </Row>
            <Row name={text('verify_of_head')}>
              <code dir="ltr">{`${last.seq}:${last.hash}`}</code>
            </Row>
          </>
        )}
        {header !== null && (
          <Row name={text('verify_of_export')}>
            {text('verify_exported', toTime(header.exportedAtMs), header.exportedBy)}
          </Row>
        )}
      </dl>
      <ul>
        {header?.isSlice === true && <li>{text('verify_slice')}</li>}
        {cutToSeq !== null && <li>{text('verify_cut', String(cutToSeq))}</li>}
        {losses.map(({ seq, fromSeq, toSeq, what }) => (
          <li key={seq}>
            {text(
              what === 'entries' ? 'verify_lost_entries' : 'verify_lost_notes',
              ...[seq, fromSeq, toSeq].map(String),
            )}
          </li>
        ))}
        {clockSteps.map(({ seq, byMs }) => (
          <li key={seq}>{text('verify_clock', String(seq), String(-byMs))}</li>
        ))}
        {header !== null && !isVerbatim && <li>{text('verify_rewritten')}</li>}
      </ul>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function toTime(atMs: number): string {
  return new Intl.DateTimeFormat(text('ui_lang'), { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs);
}
