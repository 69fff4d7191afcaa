import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from './find-browser.ts';

describe('finding a browser', () => {
  let dir = '';
  let ran: string[] = [];
  let said: string[] = [];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'browser-'));
    ran = [];
    said = [];
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** A program that answers `--version` as a browser does. */
  function install(name: string, version: string): string {
    const path = join(dir, name);
    writeFileSync(path, `#!/bin/sh\necho "${version}"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  const surroundings = (env: NodeJS.ProcessEnv = {}, onRun: (program: string) => boolean = () => false) => ({
    env: { PATH: dir, ...env },
    platform: 'linux' as const,
    playwrightPath: join(dir, 'playwright-chromium'),
    run: (program: string, args: string[]) => {
      ran.push([program, ...args].join(' '));
      return onRun(program);
    },
    say: (line: string) => said.push(line),
    isDebianRoot: false,
  });

  it('takes the one that is named', () => {
    install('chromium', 'Chromium 150');
    const named = install('mine', 'Chromium 151');
    expect(findBrowser(surroundings({ CARDHUSH_BROWSER: named }))).toBe(named);
  });

  it('says so where the named one is not there, or is a branded one', () => {
    install('chromium', 'Chromium 150');
    expect(() => findBrowser(surroundings({ CARDHUSH_BROWSER: join(dir, 'nothing') }))).toThrow(
      'there is nothing',
    );
    for (const version of ['Google Chrome 150.0.1', 'Microsoft Edge 150.0.1'])
      expect(() => findBrowser(surroundings({ CARDHUSH_BROWSER: install('brand', version) }))).toThrow(
        'branded',
      );
  });

  it('takes the one of the system, and passes over branded ones and snaps', () => {
    const snap = install('chromium', 'Chromium 150');
    writeFileSync(snap, '#!/bin/sh\nexec /snap/bin/chromium "$@"\n');
    install('google-chrome', 'Google Chrome 150.0.1');
    const usable = install('chromium-browser', 'Google Chrome for Testing 150.0.1');
    expect(findBrowser(surroundings())).toBe(usable);
    expect(ran).toEqual([]);
  });

  it('gets the one of Playwright where there is none, and says so', () => {
    const onRun = () => install('playwright-chromium', 'Google Chrome for Testing 150.0.1') !== '';
    expect(findBrowser(surroundings({}, onRun))).toBe(join(dir, 'playwright-chromium'));
    expect(ran).toEqual(['npx playwright install chromium']);
    expect(said).toHaveLength(1);
  });

  it('installs the package on Debian, and goes on where that fails', () => {
    const onRun = () => install('chromium', 'Chromium 150') !== '';
    expect(findBrowser({ ...surroundings({}, onRun), isDebianRoot: true })).toBe(join(dir, 'chromium'));
    expect(ran.map(command => command.split(' ').slice(0, 2).join(' '))).toEqual([
      'apt-get update',
      'apt-get install',
    ]);
    rmSync(join(dir, 'chromium'));
    ran = [];
    const onlyNpx = (program: string) =>
      program === 'npx' && install('playwright-chromium', 'Chromium 150') !== '';
    expect(findBrowser({ ...surroundings({}, onlyNpx), isDebianRoot: true })).toBe(
      join(dir, 'playwright-chromium'),
    );
    expect(ran.at(-1)).toBe('npx playwright install chromium');
  });

  it('says what to run where nothing helped', () => {
    expect(() => findBrowser(surroundings())).toThrow('npx playwright install --with-deps chromium');
  });
});
