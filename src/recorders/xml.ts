// XML answers, read without a DOM, which a service worker has not. The parser takes only what is well-formed, loads
// nothing from elsewhere and expands no entities but XML's own five.
import { parseXml as parse, XmlElement } from '@rgrove/parse-xml';
import { RecorderError } from './errors.ts';
import type { HttpAnswer } from './http.ts';

/** Far more than any answer that we ask for. */
const maxLength = 200_000;

/**
 * The root element of an XML body.
 * @throws {RecorderError} badAnswer; what the parser complains of quotes the body, and is left out
 */
export function parseXml({ status, text }: HttpAnswer): XmlElement {
  try {
    const root = text.length > maxLength ? null : parse(text).root;
    if (root !== null) return root;
  } catch {
    // Falls through to the one error for everything that is no XML.
  }
  throw new RecorderError('badAnswer', `HTTP ${status} with a body that is not XML`);
}

/** The child elements of that name, in their order. */
export function childElements({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter(child => child instanceof XmlElement).filter(child => child.name === name);
}
