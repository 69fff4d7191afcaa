// Values taken out of an answer for later requests.
import { RecorderError } from '../errors.ts';
import type { Captures } from './description.ts';
import { readAt } from './pointer.ts';
import { toText } from './rules.ts';
import type { Values } from './template.ts';

/** Longer than any id of a call. */
const maxLength = 500;

/**
 * The captured values, each of them there.
 * @throws {RecorderError} badAnswer for a value that is missing, no text or exact number, or too long: an entry that is
 * skipped would be a call that nobody pauses
 */
export function capture(captures: Captures, body: unknown, headers: Headers): Values {
  return Object.fromEntries(
    Object.entries(captures).map(([name, { at, header }]) => {
      const found = header === undefined ? toText(readAt(body, at ?? '')) : headers.get(header);
      if (found === undefined || found === null || found === '' || found.length > maxLength)
        throw new RecorderError('badAnswer', `the answer brings no value for "${name}"`);
      return [name, found];
    }),
  );
}
