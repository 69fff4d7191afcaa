/** What Chromium's storage gives back of a plain value: as JSON has it, and with the keys of every object sorted. */
export function asStored<Value>(value: Value): Value {
  return toSorted(JSON.parse(JSON.stringify(value))) as Value;
}

function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSorted);
  if (typeof value !== 'object' || value === null) return value;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).toSorted()) sorted[key] = toSorted((value as typeof sorted)[key]);
  return sorted;
}
