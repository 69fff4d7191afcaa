// Every page in `forms/` has the right answer written on each field; the built detector must find it in a real browser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQuietPage, type QuietPage } from '../bench/detect-pages.ts';
import { buildDetector } from '../bench/detector-bundle.ts';
import type { Bench } from '../bench/detector-page.ts';

declare const cardhushBench: Bench;

const folder = join(import.meta.dirname, 'forms');
const files = readdirSync(folder).filter(name => name.endsWith('.html'));

type Answer = { line: string; expected: string; found: string; reasons: string };

/** Runs in the page, on one field. */
function ask(element: Element): Answer {
  const found = cardhushBench.recognise(element);
  const line = element.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
  const near = (element.closest('label') ?? element.parentElement)?.textContent
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60);
  return {
    line: `${near} ${line}`,
    expected: element.getAttribute('data-expect') ?? '',
    found: found?.kind ?? 'none',
    reasons: found?.reasons.join(', ') ?? '',
  };
}

/** Fields in closed shadow roots, which only the debugger sees from outside. */
async function askClosed({ page }: QuietPage): Promise<Answer[]> {
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  type DomNode = typeof root;
  const inClosed = (node: DomNode, isClosed: boolean): DomNode[] => [
    ...(isClosed && node.attributes?.includes('data-expect') ? [node] : []),
    ...(node.children ?? []).flatMap(child => inClosed(child, isClosed)),
    ...(node.shadowRoots ?? []).flatMap(inner =>
      inClosed(inner, isClosed || inner.shadowRootType === 'closed'),
    ),
  ];
  const answers: Answer[] = [];
  for (const { backendNodeId } of inClosed(root, false)) {
    const { object } = await cdp.send('DOM.resolveNode', { backendNodeId });
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: `function () { return (${ask.toString()})(this); }`,
      returnByValue: true,
    });
    answers.push(result.value as Answer);
  }
  await cdp.detach();
  return answers;
}

describe('forms', () => {
  let quiet: QuietPage;
  let script: string;

  beforeAll(async () => {
    ({ script } = await buildDetector());
    quiet = await openQuietPage(path => Promise.resolve(readFileSync(join(folder, path))));
  }, 60_000);
  afterAll(() => quiet.close());

  it.each(files)(
    '%s: every field is recognised as written on it',
    async file => {
      await quiet.page.goto(`https://corpus.invalid/${file}`, { waitUntil: 'domcontentloaded' });
      await quiet.page.evaluate(script);
      const open = (await quiet.page.evaluate(`cardhushBench.marked().map(${ask.toString()})`)) as Answer[];
      const answers = [...open, ...(await askClosed(quiet))];
      expect(answers.length).toBeGreaterThan(10);
      expect(answers.filter(({ expected, found }) => expected !== found)).toEqual([]);
    },
    60_000,
  );
});
