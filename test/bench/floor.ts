// Two floors. The least extension that could do the job: a bare focus listener, one message, one fetch for each recorder,
// nothing else. And the least that knows what to do: it can be woken by what CardHush has to hear of, asks its storage
// what to do, and hands over what it is about to do before it does it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes the floor extension for these recorder addresses into a new folder and returns it. */
export function writeFloorExtension(...urls: string[]): string {
  return write(`chrome.runtime.onMessage.addListener(() => {${toFetches(urls)}});`);
}

/** The same for the one that knows what to do. */
export function writeKnowingFloor(url: string): string {
  const more = { permissions: ['storage', 'alarms'], commands: { toggle: { description: 'nothing' } } };
  const worker = `const { alarms, commands, permissions, runtime, storage, tabs } = chrome;
    const asked = Promise.all([storage.session.get('state'), storage.local.get('journal')]);
    runtime.onMessage.addListener(() => {
      asked.then(([{ state = 0 }]) => {
        storage.session.set({ state: state + 1 });
        ${toFetches([url])}
      });
    });
    for (const event of [
      runtime.onConnect, runtime.onInstalled, runtime.onStartup, runtime.onUpdateAvailable,
      alarms.onAlarm, commands.onCommand, permissions.onAdded, permissions.onRemoved,
      storage.managed.onChanged, tabs.onActivated, tabs.onRemoved, tabs.onUpdated,
    ])
      event.addListener(() => {});`;
  return write(worker, more);
}

function toFetches(urls: string[]): string {
  return `for (const url of ${JSON.stringify(urls.map(url => `${url}/api/MuteUnmuteCalls`))})
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"extension":"SIPSIP","state":"1"}',
      });`;
}

function write(worker: string, more: object = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'cardhush-floor-'));
  const files = {
    'manifest.json': JSON.stringify({
      manifest_version: 3,
      name: 'Floor',
      version: '1.0',
      background: { service_worker: 'worker.js' },
      ...more,
      host_permissions: ['http://*/*'],
      content_scripts: [
        { matches: ['http://*/*'], js: ['content.js'], run_at: 'document_start', all_frames: true },
      ],
    }),
    'content.js': `addEventListener('focusin', ({ target }) => {
      if (target.autocomplete === 'cc-number') chrome.runtime.sendMessage({ type: 'pause' });
    }, true);`,
    'worker.js': worker,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}
