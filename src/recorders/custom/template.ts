// Texts with placeholders, such as `/calls/{callId}/pause`. Only names stand between the braces: nothing is computed.
import { RecorderError } from '../errors.ts';

/** The values that placeholders stand for, by name. */
export type Values = Readonly<Record<string, string>>;

/** Names begin with a small letter: none can meet a name that every object has by itself, such as `__proto__`. */
export const namePattern = /^[a-z][A-Za-z0-9]{0,31}$/;

const placeholder = /\{([a-z][A-Za-z0-9]{0,31})\}/g;

/** Whether every brace belongs to a placeholder. */
export function isTemplate(text: string): boolean {
  return !/[{}]/.test(text.replaceAll(placeholder, ''));
}

/** The names that stand in a template. */
export function namesIn(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

/** Whether each placeholder has a value. */
export function isFillable(template: string, values: Values): boolean {
  return namesIn(template).every(name => Object.hasOwn(values, name));
}

/**
 * The template with `encode` applied to each value. What is put in is not looked at again for placeholders.
 * @throws {RecorderError} misconfigured, for a name without a value; what `encode` throws
 */
export function fill(template: string, values: Values, encode: (value: string) => string): string {
  return template.replaceAll(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new RecorderError('misconfigured', `the value "${name}" is not known`);
    return encode(value);
  });
}
