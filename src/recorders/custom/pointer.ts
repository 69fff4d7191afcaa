// JSON Pointer (RFC 6901), for values that stand at a fixed place in an answer.

/** Whether a text is a pointer: empty for the whole body, else steps that each begin with `/`. */
export function isPointer(text: string): boolean {
  return (text === '' || text.startsWith('/')) && !/~(?![01])/.test(text);
}

/** What stands at the pointer; undefined where nothing does. Only what the body itself holds is found. */
export function readAt(body: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.map(unescape).reduce<unknown>(toChild, body);
}

function toChild(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return /^(0|[1-9]\d*)$/.test(key) ? parent[Number(key)] : undefined;
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return undefined;
  return (parent as Record<string, unknown>)[key];
}

function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
