// Values at their places in a request. Each is encoded for its place, or refused where no encoding could keep it in:
// whatever a value holds, the origin, the path's structure, the names and the shape of the body are the description's.
import { RecorderError } from '../errors.ts';
import { fill, type Values } from './template.ts';

/**
 * A path with its values percent-encoded, one segment at a time.
 * @throws {RecorderError} misconfigured for a value that would take a segment away: empty, or `.` and `..`, which
 * browsers resolve even where they are percent-encoded
 */
export function toPath(template: string, values: Values): string {
  return template
    .split('/')
    .map((part, index, { length }) => {
      const segment = fill(part, values, value => encodeURIComponent(requireText(value)));
      const isAllowedEmpty = part === '' && (index === 0 || index === length - 1);
      if (segment === '.' || segment === '..' || (segment === '' && !isAllowedEmpty))
        throw new RecorderError('misconfigured', `no value that can stand in the path: ${part}`);
      return segment;
    })
    .join('/');
}

/**
 * A header's value. There is no encoding for headers that every server reads, so what is not plain is refused.
 * @throws {RecorderError} misconfigured for line breaks, anything but printable ASCII, and blanks at either end
 */
export function toHeader(template: string, values: Values): string {
  const text = fill(template, values, requireText);
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text))
    throw new RecorderError('misconfigured', `no value that can stand in a header: ${template}`);
  return text;
}

/** Texts of a query or a form, to be encoded by what sends them. */
export function toFields(templates: Record<string, string>, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [name, fill(template, values, requireText)]),
  );
}

/** A JSON body in the shape of its template: values stand inside texts and nowhere else. */
export function toJson(template: unknown, values: Values): unknown {
  if (typeof template === 'string') return fill(template, values, requireText);
  if (Array.isArray(template)) return template.map(one => toJson(one, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, toJson(one, values)]));
}

/** @throws {RecorderError} misconfigured for half a surrogate pair, which no encoding can carry */
function requireText(value: string): string {
  if (/\p{Surrogate}/u.test(value))
    throw new RecorderError('misconfigured', 'a value holds a character that cannot be sent');
  return value;
}
