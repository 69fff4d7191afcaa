// Bundles a script for a page under test the way the content script is bundled: one minified script, no imports.
import { build } from 'vite';

/** The code of an entry file and of everything that it imports. @throws {Error} where nothing comes of it */
export async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry, formats: ['iife'], name: 'cardhushBench', fileName: 'bench' },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs) {
    if (!('output' in output)) continue;
    const chunk = output.output.find(file => file.type === 'chunk');
    if (chunk?.type === 'chunk') return chunk.code;
  }
  throw new Error(`Nothing was built from ${entry}`);
}
