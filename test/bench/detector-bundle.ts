// Bundles the detector the way the content script is bundled: one minified script without imports.
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { bundleScript } from './bundle.ts';

/** The script for pages under test, and the size of the detector alone in bytes, minified and gzipped. */
export async function buildDetector(): Promise<{
  script: string;
  alone: string;
  minifiedBytes: number;
  gzippedBytes: number;
}> {
  const script = await bundleScript(fileURLToPath(new URL('detector-page.ts', import.meta.url)));
  const alone = await bundleScript(fileURLToPath(new URL('detector-alone.ts', import.meta.url)));
  return {
    script,
    alone,
    minifiedBytes: Buffer.byteLength(alone),
    gzippedBytes: gzipSync(alone, { level: 9 }).length,
  };
}
