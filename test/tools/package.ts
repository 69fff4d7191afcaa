// `npm run package [-- --check]`: builds everything and makes what the stores want, in packages/: a zip for each target,
// the source archive that Mozilla asks for, the list of parts (CycloneDX) and their licences. Byte for byte the same
// for the same commit: `--check` builds twice and fails where it is not.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync, type Zippable } from 'fflate';
import { targets } from '../../src/targets.ts';
import { toLicences, toSbom } from './parts.ts';

const root = join(import.meta.dirname, '../..');
const outDir = join(root, 'packages');
/** Folders that commands make, as in .gitignore. */
const made = new Set(['node_modules', 'dist', 'packages', 'test-results', 'recordings', 'coverage']);
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const first = pack();
if (values.check) {
  const second = pack();
  const changed = [...first.keys()].filter(name => first.get(name) !== second.get(name));
  if (changed.length > 0) throw new Error(`not the same when it is built again: ${changed.join(', ')}`);
  console.log('The same, byte for byte, when it is built again.');
}
for (const [name, hash] of first)
  console.log(`${hash}  packages/${name}  ${(statSync(join(outDir, name)).size / 1_000).toFixed(0)} kB`);

/** Builds and writes everything. File names and their SHA-256. */
function pack(): Map<string, string> {
  run('node', [join(import.meta.dirname, 'build.ts')]);
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir);
  const hashes = new Map<string, string>();
  const write = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(outDir, name), content);
    hashes.set(name, createHash('sha256').update(content).digest('hex'));
  };
  const sbom = toSbom(root);
  const licences = toLicences(root, sbom);
  for (const target of targets) {
    const files = readFolder(join(root, 'dist', target));
    write(`cardhush-${target}-${version}.zip`, toZip({ ...files, 'LICENCES.txt': Buffer.from(licences) }));
  }
  write(`cardhush-source-${version}.zip`, toZip(readSource()));
  write(`cardhush-${version}.cdx.json`, `${JSON.stringify(sbom, null, 2)}\n`);
  write('LICENCES.txt', licences);
  return hashes;
}

/** Nothing in it depends on when, where and in which order it was made. */
function toZip(files: Record<string, Uint8Array>): Uint8Array {
  const sorted: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    const content = files[name];
    if (content !== undefined) sorted[name] = content;
  }
  return zipSync(sorted, { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o644 << 16 });
}

function readFolder(dir: string): Record<string, Uint8Array> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map(path => [relative(dir, path).split(sep).join('/'), new Uint8Array(readFileSync(path))]),
  );
}

/**
 * What is in version control: with it, `npm ci && npm run build` makes the same packages. Unpacked from an archive there
 * is no version control: then, everything that is not made by a command.
 */
function readSource(): Record<string, Uint8Array> {
  const names = existsSync(join(root, '.git'))
    ? run('git', ['ls-files', '-z'], 'pipe').split('\0').filter(Boolean)
    : readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
        .filter(entry => entry.isFile())
        .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter(name => !name.split('/').some(part => made.has(part)));
  return Object.fromEntries(names.map(name => [name, new Uint8Array(readFileSync(join(root, name)))]));
}

function run(program: string, args: string[], stdout: 'inherit' | 'pipe' = 'inherit'): string {
  const done = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
  });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${done.status}`);
  return done.stdout ?? '';
}
