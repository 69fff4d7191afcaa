// Builds the content script alone into a throw-away extension whose worker only listens.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { toWordMessages } from '../../../src/content/patterns/pack.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

const manifest = {
  manifest_version: 3,
  name: 'content harness',
  version: '1',
  default_locale: 'en',
  permissions: ['scripting'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'worker.js' },
  content_scripts: [
    {
      matches: ['<all_urls>'],
      js: ['content.js'],
      run_at: 'document_start',
      all_frames: true,
      match_about_blank: true,
      match_origin_as_fallback: true,
    },
  ],
};

/** The folder of the extension, and how to get rid of it. */
export async function buildHarness(): Promise<{ dir: string; remove(): void }> {
  const dir = mkdtempSync(join(tmpdir(), 'cardhush-content-'));
  await bundle(dir, 'src/content/index.ts', 'content.js');
  await bundle(dir, 'src/content/banner/index.ts', 'banner.js');
  cpSync(join(project, 'public/_locales'), join(dir, '_locales'), { recursive: true });
  const path = join(dir, '_locales/en/messages.json');
  const sentences = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...sentences, ...toWordMessages() }));
  cpSync(fileURLToPath(new URL('worker.js', import.meta.url)), join(dir, 'worker.js'));
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

async function bundle(dir: string, entry: string, name: string): Promise<void> {
  await build({
    root: project,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: dir,
      emptyOutDir: false,
      target: 'es2023',
      lib: { entry: join(project, entry), formats: ['iife'], name: 'content', fileName: () => name },
    },
  });
}
