// The fields of a pause that an assessor samples, each with its label.
import type { Pause } from '../ledger/pause.ts';
import { kindNames } from '../ui/kinds.ts';
import { text, type MessageKey } from '../ui/text.ts';
import { toBecause, toCallText, toExact, toName, toOutcomeText, toSaidText, toSpan } from './words.ts';

/** What there is to say of a pause, in the order in which people ask. */
export function toPauseFacts(pause: Pause, names: Record<string, string>): [MessageKey, string][] {
  const rows: [MessageKey, string][] = [
    ['activity_outcome', toOutcomeText(pause.outcome)],
    ['activity_fact_call', pause.calls.map(toCallText).join('; ')],
    ['activity_fact_reference', pause.references.join(', ')],
    ['activity_recorder', toName(pause.recorder, names)],
    ['activity_fact_agent', pause.agent],
    ['activity_fact_asked', toAsked(pause)],
    ['activity_fact_rule', pause.rules.join(', ')],
    ['activity_fact_reasons', pause.said.map(toSaidText).join('; ')],
    ['activity_fact_wantedAt', toExact(pause.wantedAtMs)],
    ['activity_fact_requestedAt', toExact(pause.requestedAtMs)],
    ['activity_fact_acceptedAt', toExact(pause.acceptedAtMs)],
    ['activity_fact_verifiedAt', toExact(pause.verifiedAtMs)],
    ['activity_fact_resumeAt', toExact(pause.resumeRequestedAtMs)],
    ['activity_fact_endedAt', toExact(pause.endedAtMs)],
    ['activity_fact_because', pause.endReason === null ? '' : toBecause(pause.endReason)],
    ['activity_col_exposure', toSpan(pause.exposureMs)],
    ['activity_col_gap', toSpan(pause.gapMs)],
    ['activity_col_unrecorded', toSpan(pause.unrecordedMs)],
    ['activity_fact_version', `${pause.version} · ${pause.policy}`],
  ];
  return rows.filter(([, value]) => value !== '');
}

/** Fields, pages and people that asked for silence, and where. */
function toAsked({ origins, kinds, sites }: Pause): string {
  const asked = origins.map(origin => text(`activity_origin_${origin}`));
  return [...asked, ...kinds.map(kind => text(kindNames[kind])), ...sites].join(', ');
}
