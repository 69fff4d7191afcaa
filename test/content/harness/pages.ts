// Pages to move focus about in, on two sites: 127.0.0.1 and localhost are strangers to each other.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const card = '<input id="card" autocomplete="cc-number">';
const csc = '<input id="csc" autocomplete="cc-csc">';
const note = '<input id="note" name="note">';

const root = (mode: 'open' | 'closed') => `<div id="host"></div><script>
  const shadow = host.attachShadow({ mode: '${mode}' });
  shadow.innerHTML = '${card}${csc}';
  globalThis.inside = id => shadow.getElementById(id);
</script>`;

const toPages = (other: string): Record<string, string> => ({
  '/form': `${card}${csc}${note}<p id="text">text</p><a id="link" href="/plain">on</a>`,
  '/autofocus': '<input id="card" autocomplete="cc-number" autofocus>',
  '/open': root('open') + note,
  '/closed': root('closed') + note,
  '/nested': `<div id="host"></div>${note}<script>
    const outer = host.attachShadow({ mode: 'closed' });
    outer.innerHTML = '<div></div>';
    const inner = outer.firstChild.attachShadow({ mode: 'closed' });
    inner.innerHTML = '${card}${csc}';
    globalThis.inside = id => inner.getElementById(id);
  </script>`,
  '/frame': `${note}<iframe id="frame" src="${other}/form" style="width: 600px; height: 200px"></iframe>`,
  '/srcdoc': `${note}<iframe id="frame" srcdoc='${card}${note}'></iframe>`,
  '/sandbox': `${note}<iframe id="frame" sandbox="allow-scripts" srcdoc='${card}${note}'></iframe>`,
  '/blank': `${note}<iframe id="frame"></iframe><script>frame.contentDocument.body.innerHTML = '${card}${note}'</script>`,
  '/late': '<label id="label" for="field"></label><input id="field" name="f1">',
  '/low': `<div style="height: 120vh">${note}</div><input id="card" autocomplete="cc-number">`,
  '/modal': `<dialog id="dialog">${card}</dialog><button id="open" onclick="dialog.showModal()">open</button>`,
  '/hostile': `<style>
      * { display: none !important; opacity: 0 !important; transform: scale(0) !important }
      html, body, input { display: block !important; opacity: 1 !important; transform: none !important }
      #cover { display: block !important; opacity: 1 !important; transform: none !important;
        margin: 0; inset: 0; width: 100%; height: 90%; z-index: 2147483647 }
    </style>${card}<div id="cover" popover="manual"></div><script>cover.showPopover()</script>`,
  // Its card field does not say what it is: nobody knows before somebody comes near.
  '/shop': `<form><input id="mail" name="email"><label>Card number <input id="card" name="n"></label></form>${note}`,
  '/plain': note,
});

export type Pages = { base: string; other: string; close(): void };

/** Serves the pages on loopback. */
export async function servePages(): Promise<Pages> {
  let pages: Record<string, string> = {};
  const server = createServer((request, response) => {
    const body = pages[new URL(request.url ?? '/', 'http://x').pathname];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>t</title><body>${body ?? ''}`);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const other = `http://localhost:${port}`;
  pages = toPages(other);
  return {
    base: `http://127.0.0.1:${port}`,
    other,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
