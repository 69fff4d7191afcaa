// Pages that an extension can be a burden to: a light one, one of 50,000 inputs, one of 200 frames.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const pageNames = ['light', 'inputs', 'frames'] as const;
export type PageName = (typeof pageNames)[number];

export const frameCount = 200;
const inputCount = 50_000;
const field = '<label>Card number <input id="number" autocomplete="cc-number"></label>';

const documents: Record<PageName | 'frame', string> = {
  light: `<!doctype html><title>light</title><h1>Customer</h1><form><label>Notes <input></label></form>`,
  inputs: `<!doctype html><title>inputs</title><form>${field}${'<label>Line <input name=line></label>'.repeat(inputCount)}</form>`,
  frames: `<!doctype html><title>frames</title>${field}${Array.from(
    { length: frameCount },
    (_, index) => `<iframe src="/frame?${index}" width=80 height=20></iframe>`,
  ).join('')}`,
  frame: `<!doctype html><title>frame</title>${field}`,
};

/** Serves them on a free port of 127.0.0.1, under a host that the lab's settings watch. */
export async function servePages(): Promise<{ urlOf(page: PageName): string; stop(): Promise<void> }> {
  const server = createServer(({ url = '' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.slice(1);
    const known = name === 'frame' ? name : pageNames.find(one => one === name);
    response.writeHead(known === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(known === undefined ? '' : documents[known]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: page => `http://crm.localhost:${port}/${page}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => void server.close(resolve));
    },
  };
}
