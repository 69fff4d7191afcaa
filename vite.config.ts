// Builds one of the two Chromium packages from the same source: TARGET=chrome (store) or chrome-managed.
import { crx, type CrxPlugin, type ManifestV3Export } from '@crxjs/vite-plugin';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import project from './package.json' with { type: 'json' };

const target = process.env['TARGET'] === 'chrome-managed' ? 'chrome-managed' : 'chrome';

/** Policy cannot grant optional permissions: the managed package asks for its hosts at installation. */
const { optional_host_permissions: hosts, ...common } = manifest;
const permissions =
  target === 'chrome-managed' ? { host_permissions: hosts } : { optional_host_permissions: hosts };

/** crxjs has to see the content script to build it; the worker registers it for the watched sites at run time. */
const registerAtRunTime: CrxPlugin = {
  name: 'register-at-run-time',
  enforce: 'post',
  renderCrxManifest(rendered) {
    const { content_scripts: _scripts, web_accessible_resources: _resources, ...rest } = rendered;
    return rest;
  },
};

export default defineConfig({
  plugins: [
    preact(),
    crx({
      manifest: { ...common, ...permissions, version: project.version } as ManifestV3Export,
      // One self-contained file: the default loader is too late for a field that has focus at load.
      contentScripts: { standaloneFiles: ['src/content/index.ts'] },
    }),
    registerAtRunTime,
  ],
  build: { outDir: `dist/${target}`, emptyOutDir: true, target: 'es2023', modulePreload: false },
});
