// Match patterns for sites, as people paste addresses and as browsers ask for permissions.

/**
 * The match pattern for what a person typed or pasted: `crm.example.com`, `https://crm.example.com/login?x=1`,
 * `*.example.com`, or a pattern. Paths and ports go, as permissions know none. Null where no single site is meant.
 */
export function toSitePattern(typed: string): string | null {
  const address = typed.trim();
  // A port looks like a scheme's colon: localhost:3000.
  const isBare = !/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address);
  const [, scheme = '', wildcard = '', rest = ''] =
    /^(https?):\/\/(\*\.)?([^*\s]+?)(?:\/\*)?$/i.exec(isBare ? `https://${address}` : address) ?? [];
  if (rest === '') return null;
  let hostname: string;
  try {
    ({ hostname } = new URL(`${scheme}://${rest}`));
  } catch {
    return null;
  }
  // One pattern that the browser refuses would keep it from watching any site.
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$|^\[::1\]$/.test(hostname)) return null;
  // `*.com` would be half of the web; addresses in numbers have nothing below them.
  if (wildcard !== '' && (!hostname.includes('.') || /^[\d.]+$/.test(hostname))) return null;
  return `${scheme.toLowerCase()}://${wildcard}${hostname}/*`;
}

/** Whether pages at `url` fall under `pattern`. */
export function coversUrl(pattern: string, url: string): boolean {
  const parts = /^(https?):\/\/(\*\.)?([^/]+)\/\*$/.exec(pattern);
  if (parts === null || !URL.canParse(url)) return false;
  const [, scheme, wildcard, host = ''] = parts;
  const { protocol, hostname } = new URL(url);
  if (protocol !== `${scheme}:`) return false;
  return hostname === host || (wildcard !== undefined && hostname.endsWith(`.${host}`));
}

/** The site of a page's pattern (`https://pay.example.com/checkout/*`), as a pattern. */
export function toPageSite(page: string): string {
  return page.replace(/^(https?:\/\/[^/]+\/).*$/i, '$1*');
}

/** What a person reads of a pattern: the host, without scheme and path. */
export function toSiteName(pattern: string): string {
  return pattern.replace(/^https?:\/\//, '').replace(/\/\*$/, '');
}
