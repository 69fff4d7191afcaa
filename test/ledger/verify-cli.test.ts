// `npm run ledger:verify -- FILE`, as it is run: the end of the program is what scripts go by.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Desk, entriesOf, toEntries, toFile } from './story.ts';

const dir = mkdtempSync(join(tmpdir(), 'cardhush-verify-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const entries = await entriesOf(new Desk().pauseFor(5_000));
const file = await toFile(entries);
const head = entries.at(-1);
const cli = join(import.meta.dirname, '../../src/ledger/verify-cli.ts');

function run(content: string, ...more: string[]): { status: number | null; said: string } {
  const path = join(dir, 'ledger.json');
  writeFileSync(path, content);
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, path, ...more], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test('ends with 0 for a chain that is intact, and says where it ends', () => {
  const { status, said } = run(file);
  expect(said).toContain('INTACT');
  expect(said).toContain(`head ${head?.seq}:${head?.hash}`);
  expect(status).toBe(0);
});

test('ends with 1 for one that is broken, and names the entry', () => {
  const { status, said } = run(file.replace('1005020', '1005021'));
  expect(said).toContain('BROKEN: entry 8 was changed');
  expect(status).toBe(1);
});

test('ends with 1 where the file is not what is known from elsewhere', () => {
  expect(run(file, '--known', `${head?.seq}:${head?.hash}`).status).toBe(0);
  expect(run(file, '--known', `${head?.seq}:${'ab'.repeat(32)}`).status).toBe(1);
});

test('ends with 2 for what is no export, and without a file', () => {
  expect(run('{}').status).toBe(2);
  expect(run(file, '--known', 'nonsense').status).toBe(2);
  expect(spawnSync(process.execPath, [cli], { encoding: 'utf8' }).status).toBe(2);
  expect(spawnSync(process.execPath, [cli, join(dir, 'nowhere')], { encoding: 'utf8' }).status).toBe(2);
});

test('ends with 3 for one that records a loss', async () => {
  const lost = await toEntries([{ type: 'notesLost', atMs: 1, run: 'run-1', fromN: 3, toN: 9 }]);
  const { status, said } = run(await toFile(lost));
  expect(said).toContain('notes 3 to 9 were lost');
  expect(status).toBe(3);
});
