// Builds one of the packages from the same source: TARGET=chrome (store), chrome-managed, firefox or firefox-managed.
import { crx, type CrxPlugin, type ManifestV3Export } from '@crxjs/vite-plugin';
import { preact } from '@preact/preset-vite';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { toWordMessages } from './src/content/patterns/pack.ts';
import { isFirefox, targets, toManifest } from './src/targets.ts';

const target = targets.find(name => name === process.env['TARGET']) ?? 'chrome';
const outDir = `dist/${target}`;

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
 * Imported as the CommonJS module that it is, it would be copied property by property, and every API of the browser be
 * made for that: 4 ms of each start of the worker (measured).
 */
const polyfillAsModule: Plugin = {
  name: 'polyfill-as-module',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith('/browser-polyfill.js')) return null;
    const head = 'const module = { exports: {} };\nconst { exports } = module;\n';
    return { code: `${head}${code}\nexport default module.exports;\n`, map: null };
  },
};

/**
 * Builds the worker by itself, as one classic script: every cold start is on the way of a pause. As modules shared with
 * our pages it is several files, each fetched at every start, and evaluates what only the pages need.
 */
const oneFileWorker: Plugin = {
  name: 'one-file-worker',
  apply: 'build',
  enforce: 'post',
  async closeBundle() {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      plugins: [polyfillAsModule],
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        lib: {
          entry: manifest.background.service_worker,
          formats: ['iife'],
          name: 'worker',
          fileName: () => 'worker.js',
        },
        outDir,
        emptyOutDir: false,
        target: 'es2023',
      },
    });
    const path = join(outDir, 'manifest.json');
    const built = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    // Firefox has a page instead, which is stopped when it is idle as a worker is.
    built['background'] = isFirefox(target) ? { scripts: ['worker.js'] } : { service_worker: 'worker.js' };
    writeFileSync(path, `${JSON.stringify(built, null, 2)}\n`);
  },
};

/** The words by which fields are recognised lie with the sentences: content scripts fetch them when they need them. */
const wordsInLocale: Plugin = {
  name: 'words-in-locale',
  apply: 'build',
  closeBundle() {
    const path = join(outDir, '_locales', manifest.default_locale, 'messages.json');
    const sentences = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...sentences, ...toWordMessages() }));
  },
};

/** None of our pages makes HTML from a string, so preact needs no way to, and nobody has to trust that it is not used. */
const textOnly: Plugin = {
  name: 'text-only',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith('/preact/dist/preact.mjs')) return null;
    const safe = code.replace(/\.innerHTML=(?!=)/, '.textContent=');
    if (/\.innerHTML=[^=]/.test(safe) || safe === code) this.error('preact sets HTML in another way now');
    return { code: safe, map: null };
  },
};

export default defineConfig({
  plugins: [
    preact(),
    textOnly,
    polyfillAsModule,
    crx({
      // The worker is built by itself.
      manifest: { ...toManifest(target), background: undefined } as unknown as ManifestV3Export,
      browser: isFirefox(target) ? 'firefox' : 'chrome',
      // Self-contained files: the default loader is too late for a field that has focus at load.
      contentScripts: { standaloneFiles: manifest.content_scripts.flatMap(({ js }) => js) },
    }),
    registerAtRunTime,
    oneFileWorker,
    wordsInLocale,
  ],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    // Pages that the manifest has no place for.
    rolldownOptions: {
      input: ['activity', 'practice', 'sounds', 'welcome', 'verify', 'drill'].map(
        name => `src/${name}/index.html`,
      ),
    },
  },
});
