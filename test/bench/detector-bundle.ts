// Bundles the detector the way the content script is bundled: one minified script without imports.
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry, formats: ['iife'], name: 'cardhushDetector', fileName: 'detector' },
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

/** The script for pages under test, and the size of the detector alone in bytes, minified and gzipped. */
export async function buildDetector(): Promise<{
  script: string;
  alone: string;
  minifiedBytes: number;
  gzippedBytes: number;
}> {
  const script = await bundle(fileURLToPath(new URL('detector-page.ts', import.meta.url)));
  const alone = await bundle(fileURLToPath(new URL('detector-alone.ts', import.meta.url)));
  return {
    script,
    alone,
    minifiedBytes: Buffer.byteLength(alone),
    gzippedBytes: gzipSync(alone, { level: 9 }).length,
  };
}
