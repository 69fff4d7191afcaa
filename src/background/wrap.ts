// How the worker leaves things to the worker that comes after it: as one text each.
//
// What it finds in session storage it takes as it is. A start of the worker is on the way of a pause, and looking at the
// shape of all that it finds would take longer than the storage takes to bring it. Nobody else can write there, and it is
// gone with the browser and with each other version of CardHush: what stands there was written by this code. What
// outlives that, in local storage, has its shape looked at.

/** A value as one text. Plain JSON, behind its length. */
export function wrap(value: object): string {
  const text = JSON.stringify(value);
  return `${text.length}:${text}`;
}

/** What `wrap` was given; undefined for whatever did not come whole, which is said to `report` unless nothing is there. */
export function unwrap<Value extends object>(
  raw: unknown,
  report: (problem: unknown) => void,
): Value | undefined {
  if (raw === undefined) return undefined;
  try {
    if (typeof raw !== 'string') throw new Error('it is no text');
    const from = raw.indexOf(':') + 1;
    const text = raw.slice(from);
    if (from === 0 || raw.slice(0, from - 1) !== String(text.length)) throw new Error('it is not whole');
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Value;
    throw new Error('it is no object');
  } catch (cause) {
    report(new Error('What an earlier worker left cannot be read and was left out.', { cause }));
    return undefined;
  }
}
