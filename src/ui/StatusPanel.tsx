import type { Status } from './status.ts';
import { text } from './text.ts';

type Props = {
  status: Status;
  /** Id of the panel's words, for what they describe. */
  id: string;
};

/** The state at a glance: shape, colour and words. */
export function StatusPanel({ status, id }: Props) {
  return (
    <div class={`status status-${status.tone}`}>
      <img class="status-shape" src={`/icons/${status.shape}-128.png`} alt="" width="44" height="44" />
      <div id={id}>
        <h1>{text(status.headline)}</h1>
        {status.advice !== null && <p>{text(status.advice)}</p>}
      </div>
    </div>
  );
}
