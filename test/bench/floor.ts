// The floor: the least extension that could do the job. A bare focus listener, one message, one fetch for each recorder,
// nothing else.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes the floor extension for these recorder addresses into a new folder and returns it. */
export function writeFloorExtension(...urls: string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'cardhush-floor-'));
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Floor',
      version: '1.0',
      background: { service_worker: 'worker.js' },
      host_permissions: ['http://*/*'],
      content_scripts: [
        { matches: ['http://*/*'], js: ['content.js'], run_at: 'document_start', all_frames: true },
      ],
    }),
  );
  writeFileSync(
    join(dir, 'content.js'),
    `addEventListener('focusin', ({ target }) => {
      if (target.autocomplete === 'cc-number') chrome.runtime.sendMessage({ type: 'pause' });
    }, true);`,
  );
  writeFileSync(
    join(dir, 'worker.js'),
    `chrome.runtime.onMessage.addListener(() => {
      for (const url of ${JSON.stringify(urls.map(url => `${url}/api/MuteUnmuteCalls`))})
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"extension":"SIPSIP","state":"1"}',
        });
    });`,
  );
  return dir;
}
