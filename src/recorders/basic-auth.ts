/** The value of an Authorization header, HTTP Basic with UTF-8 (RFC 7617): `btoa` knows Latin-1 only. */
export function toBasicAuth(user: string, password: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}
