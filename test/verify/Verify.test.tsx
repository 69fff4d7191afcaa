// @vitest-environment happy-dom
// The page that checks a copy: what it says of a whole file, a broken one, and one that is none.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Verify } from '../../src/verify/Verify.tsx';
import { parseKnown } from '../../src/verify/words.ts';
import { Desk, entriesOf, toFile } from '../ledger/story.ts';
import { resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findViolations, show, type } from '../ui/page.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const entries = await entriesOf(new Desk().pauseFor(5_000));
const text = await toFile(entries);
const head = entries.at(-1);

beforeEach(async () => {
  resetDouble();
  await show(<Verify />);
});
afterEach(clear);

async function choose(content: string, name = 'ledger.json'): Promise<void> {
  const input = find<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input, 'files', { value: [new File([content], name)], configurable: true });
  await act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
}

async function check(content: string): Promise<string> {
  await choose(content);
  await click('Check');
  await vi.waitFor(() => find('.verdict'));
  return find('[role=status]').textContent;
}

describe('the page that checks a copy', () => {
  it('can check nothing before there is a file', () => {
    expect(find('button', 'Check').getAttribute('aria-disabled')).toBe('true');
  });

  it('says that a whole file is intact, and what is in it', async () => {
    const said = await check(text);
    expect(said).toContain('Intact');
    expect(said).toContain(`${entries.length} (1 to ${entries.length})`);
    expect(said).toContain(head?.hash);
    expect(await findViolations()).toEqual([]);
  });

  it('names the first entry that was changed', async () => {
    const said = await check(
      text.replace('"agent":"agent-7","atMs":1005020', '"agent":"agent-8","atMs":1005020'),
    );
    expect(said).toContain('Broken');
    expect(said).toContain('Entry 8 was changed');
    expect(await findViolations()).toEqual([]);
  });

  it('says what is no export', async () => {
    expect(await check('{"cards":[]}')).toContain('Not an exported ledger');
  });

  it('holds the file against an entry that is known from elsewhere', async () => {
    await type('Entry known from elsewhere (optional)', `${head?.seq}:${'ab'.repeat(32)}`);
    expect(await check(text)).toContain(`Entry ${head?.seq} is not the one that is known from elsewhere`);
  });

  it('does not check against what is no entry, and says so', async () => {
    await type('Entry known from elsewhere (optional)', '12');
    await choose(text);
    expect(find('.problem').textContent).toContain('no number, colon and hash');
    expect(find('button', 'Check').getAttribute('aria-disabled')).toBe('true');
    expect(await findViolations()).toEqual([]);
  });
});

describe('a known entry', () => {
  it.each([
    ['', null],
    ['  ', null],
    [` 7:${'AB'.repeat(32)} `, { seq: 7, hash: 'ab'.repeat(32) }],
    ['7', 'wrong'],
    [`x:${'ab'.repeat(32)}`, 'wrong'],
    ['7:abc', 'wrong'],
  ])('typed as %j', (typed, known) => {
    expect(parseKnown(typed)).toEqual(known);
  });
});
