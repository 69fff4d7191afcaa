// What a browser does and Node's fetch does not: keep cookies for those who ask, and hide where a redirect leads.

/** A fetch with a cookie jar of its own. One host, no paths, no expiry: as much as a fake recorder needs. */
export function createBrowserFetch(): typeof fetch {
  const jar = new Map<string, string>();
  return async (input, init = {}) => {
    const isWithCookies = init.credentials === 'include';
    const headers = new Headers(init.headers);
    if (isWithCookies && jar.size > 0)
      headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(input, { ...init, headers });
    if (isWithCookies)
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
        if (name !== undefined && value !== undefined) jar.set(name, value);
      }
    const isRedirect = response.status >= 300 && response.status < 400;
    return init.redirect === 'manual' && isRedirect ? toOpaqueRedirect() : response;
  };
}

function toOpaqueRedirect(): Response {
  return Object.defineProperties(Response.error(), { type: { value: 'opaqueredirect' } });
}
