// Reading facts never looks at what people typed, and never far. In a real browser: only that has real forms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldFacts } from '../../src/content/facts.ts';
import { buildDetector } from '../bench/detector-bundle.ts';
import { openQuietPage, type QuietPage } from '../bench/detect-pages.ts';
import type { Bench } from '../bench/detector-page.ts';

declare const cardhushBench: Bench;

const secret = '4111111111111111';

const filledForm = `
  <form><h3>Payment</h3>
    <label for="number">Card number</label><input id="number" value="${secret}">
    <textarea id="notes" placeholder="Notes">${secret}</textarea>
    <div id="rich" contenteditable="true">${secret} <b>card ${secret}</b></div>
    <div role="textbox">${secret}</div>
    <select id="year"><option>2027</option><option value="${secret}">2028</option><option>2029</option><option>2030</option></select>
    <label>Reply <span contenteditable>${secret}</span> <input id="last" data-value="${secret}" data-initial-value="${secret}"></label>
  </form>`;

const row = (index: number): string => `<label>L${index} <input id="i${index}"></label>`;
const far = '<p><b>x</b></p>'.repeat(3000);

const pages: Record<string, string> = {
  filled: filledForm,
  many: `<input id="outside"><form>${Array.from({ length: 30 }, (_, index) => row(index)).join('')}</form>`,
  large: `<label for="lonely">Card number</label><div>${far}</div><input id="lonely"><div>${far}</div>`,
  small: `<label for="lonely">Card number</label><div>${'<p><b>x</b></p>'.repeat(100)}</div><input id="lonely">`,
};

let quiet: QuietPage;
let script: string;

beforeAll(async () => {
  ({ script } = await buildDetector());
  quiet = await openQuietPage(path => Promise.resolve(`<!doctype html>${pages[path] ?? ''}`));
}, 60_000);
afterAll(() => quiet.close());

async function open(name: string): Promise<void> {
  await quiet.page.goto(`https://corpus.invalid/${name}`, { waitUntil: 'domcontentloaded' });
  await quiet.page.evaluate(script);
}

const readFacts = (selector: string): Promise<FieldFacts> =>
  quiet.page.evaluate(one => cardhushBench.facts(one), selector) as Promise<FieldFacts>;

/** Replaces every way to what is in a field by one that keeps a record. */
function trap(): void {
  const touched: string[] = [];
  Object.assign(globalThis, { touched });
  const names = [
    'value',
    'defaultValue',
    'valueAsNumber',
    'selectionStart',
    'selectionEnd',
    'selectedIndex',
    'selectedOptions',
  ];
  for (const { prototype } of [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement]) {
    for (const name of names) Object.defineProperty(prototype, name, { get: () => touched.push(name) });
  }
}

describe('blindness', () => {
  it.each(['#number', '#notes', '#rich', '#year', '#last'])(
    '%s: neither it nor its neighbours are looked into',
    async selector => {
      await open('filled');
      await quiet.page.evaluate(trap);
      const facts = await readFacts(selector);
      expect(JSON.stringify(facts)).not.toContain('4111');
      expect(facts.before.length + facts.after.length).toBe(6);
      expect(await quiet.page.evaluate('touched')).toEqual([]);
    },
  );

  it('reads the texts of options, to know a list of years', async () => {
    await open('filled');
    expect((await readFacts('#year')).options).toBe('years');
  });
});

describe('neighbours', () => {
  it('stay within the form and near, nearest first', async () => {
    await open('many');
    const { before, after } = await readFacts('#i10');
    expect(before.map(({ words }) => words.id)).toEqual(['i9', 'i8', 'i7', 'i6', 'i5', 'i4']);
    expect(after.map(({ words }) => words.id)).toEqual(['i11', 'i12', 'i13', 'i14', 'i15', 'i16']);
    expect((await readFacts('#i0')).before).toEqual([]);
  });

  it('are looked for in a bounded stretch of a large page', async () => {
    await open('large');
    await quiet.page.evaluate(() => {
      let steps = 0;
      for (const name of ['nextNode', 'previousNode'] as const) {
        const original = TreeWalker.prototype[name];
        TreeWalker.prototype[name] = function step() {
          steps++;
          return original.call(this);
        };
      }
      Object.defineProperty(globalThis, 'steps', { get: () => steps });
    });
    await readFacts('#lonely');
    expect(await quiet.page.evaluate('steps')).toBeLessThan(700);
  });

  it('a label far away is found on a small page, and not looked for on a large one', async () => {
    await open('small');
    expect((await readFacts('#lonely')).words.label).toBe('card number');
    await open('large');
    expect((await readFacts('#lonely')).words.label).toBe('');
  });
});

describe('frames', () => {
  it('are known by host, path and names, never by query or hash', async () => {
    pages['frame'] =
      '<iframe id="cvv" title="CVV" src="https://pay.example/a/frame.html?token=1#secret"></iframe>';
    await open('frame');
    const facts = await quiet.page.evaluate(() => cardhushBench.frameFacts('iframe'));
    expect(facts).toMatchObject({ host: 'pay.example', path: '/a/frame.html' });
    expect(JSON.stringify(facts)).not.toMatch(/token|secret/);
  });
});
