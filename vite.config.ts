// Builds one of the two Chromium packages from the same source: TARGET=chrome (store) or chrome-managed.
import { crx, type CrxPlugin, type ManifestV3Export } from '@crxjs/vite-plugin';
import { preact } from '@preact/preset-vite';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import project from './package.json' with { type: 'json' };

const target = process.env['TARGET'] === 'chrome-managed' ? 'chrome-managed' : 'chrome';
const outDir = `dist/${target}`;

/** Policy cannot grant optional permissions: the managed package asks for its hosts at installation. */
const { optional_host_permissions: hosts, ...common } = manifest;
const permissions =
  target === 'chrome-managed' ? { host_permissions: hosts } : { optional_host_permissions: hosts };

/** crxjs has to see the content scripts to build them; the worker registers at run time what is asked for where. */
const registerAtRunTime: CrxPlugin = {
  name: 'register-at-run-time',
  enforce: 'post',
  renderCrxManifest(rendered) {
    const { content_scripts: _scripts, web_accessible_resources: _resources, ...rest } = rendered;
    return rest;
  },
};

/**
 * Makes the worker one classic script of its own. As modules shared with our pages it is three files, each fetched at
 * every start, and every cold start is on the way of a pause.
 */
const oneFileWorker: Plugin = {
  name: 'one-file-worker',
  apply: 'build',
  enforce: 'post',
  async closeBundle() {
    const loader = join(outDir, 'service-worker-loader.js');
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        lib: { entry: loader, formats: ['iife'], name: 'worker', fileName: () => 'worker.js' },
        outDir,
        emptyOutDir: false,
        target: 'es2023',
      },
    });
    const path = join(outDir, 'manifest.json');
    const built = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    built['background'] = { service_worker: 'worker.js' };
    writeFileSync(path, `${JSON.stringify(built, null, 2)}\n`);
    rmSync(join(outDir, readFileSync(loader, 'utf8').match(/assets\/[^']+/)?.[0] ?? 'assets/none'), {
      force: true,
    });
    rmSync(loader);
  },
};

export default defineConfig({
  plugins: [
    preact(),
    crx({
      manifest: { ...common, ...permissions, version: project.version } as ManifestV3Export,
      // Self-contained files: the default loader is too late for a field that has focus at load.
      contentScripts: { standaloneFiles: manifest.content_scripts.flatMap(({ js }) => js) },
    }),
    registerAtRunTime,
    oneFileWorker,
  ],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    // Pages that the manifest has no place for.
    rolldownOptions: {
      input: ['practice', 'sounds', 'welcome', 'verify'].map(name => `src/${name}/index.html`),
    },
  },
});
