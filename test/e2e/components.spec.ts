// Real component libraries, built from their packages: a press on their card fields pauses, and on no other field.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildComponentPages, ensureComponents } from '../components/build.ts';
import { expect, test } from './fixtures.ts';

test.use({ settings: { timings: { lingerMs: 0 } } });

const fields = [
  ['card', 'card-number'],
  ['code', 'card-csc'],
] as const;
/** A library that fails does not hide the next one. */
const soft = expect.configure({ soft: true });

let dir: string;
let server: Server;
let names: string[];

test.beforeAll(async () => {
  // The first time, the libraries are installed.
  test.setTimeout(240_000);
  ensureComponents();
  dir = mkdtempSync(join(tmpdir(), 'cardhush-components-'));
  names = await buildComponentPages(dir);
  server = createServer((request, response) => {
    const name = /^\/([a-z0-9-]+\.(?:html|js))$/.exec(request.url ?? '')?.[1];
    const type = name?.endsWith('.js') === true ? 'text/javascript' : 'text/html';
    response.writeHead(name === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
    response.end(name === undefined ? '' : readFileSync(join(dir, name)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

test.afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a press on the card field of each library pauses, on its neighbour it does not', async ({
  page,
  call,
  cardhush,
}) => {
  test.setTimeout(120_000);
  const { port } = server.address() as AddressInfo;
  expect(names).toEqual([
    'fluent', 'imask', 'inputmask', 'ionic', 'lwc', 'lwc-native', 'material', 'shoelace', 'ui5', 'vaadin',
  ]); // prettier-ignore
  for (const name of names)
    await test.step(name, async () => {
      await page.goto(`http://crm.localhost:${port}/${name}.html`);
      // What is pressed is what people see: the box that is typed into, wherever its component keeps it.
      const press = (field: string) =>
        page.locator(`input#${field}, #${field} input, .${field} input`).first().click();
      await press('other');
      await page.waitForTimeout(250);
      soft((await cardhush.view()).holds, `${name}: another field`).toEqual([]);
      for (const [field, kind] of fields) {
        await press(field);
        await soft
          .poll(async () => (await cardhush.view()).holds.map(hold => hold.kind), {
            message: `${name}: ${field}`,
            timeout: 2_000,
          })
          .toEqual([kind]);
      }
      await expect.poll(() => call.recording.isPaused).toBe(true);
      // The field with a label of another kind ends it, although it stands in the same form.
      await press('other');
      await expect.poll(() => call.recording.isPaused).toBe(false);
    });
});
