// Whether an address falls under the pattern of a payment page. No expressions are built from settings.

/** `pattern` is scheme, host (with an optional leading `*.`) and a path in which `*` stands for anything. */
export function coversPage(pattern: string, address: string): boolean {
  const [, scheme = '', wildcard, host = '', path = ''] =
    /^(https?):\/\/(\*\.)?([^/]+)(\/.*)$/i.exec(pattern) ?? [];
  if (host === '' || !URL.canParse(address)) return false;
  const { protocol, hostname, pathname, search } = new URL(address);
  if (protocol !== `${scheme.toLowerCase()}:`) return false;
  const wanted = host.toLowerCase();
  if (hostname !== wanted && !(wildcard !== undefined && hostname.endsWith(`.${wanted}`))) return false;
  return coversText(path, pathname + search);
}

/** Takes time in proportion to the text, however many stars there are. */
function coversText(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
