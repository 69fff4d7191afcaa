// Runs inside a page under test: the detector as it ships, plus what asks it about one field after another.
import { classify, type Recognition } from '../../src/content/classify.ts';
import { readFacts } from '../../src/content/facts.ts';
import { classifyFrame, readFrameFacts } from '../../src/content/frames.ts';
import { setWords } from '../../src/content/patterns/find.ts';
import { packWords } from '../../src/content/patterns/pack.ts';

const words = packWords();
setWords(part => words[part]);

/** What the detector says about each selector; `missing` where the page has no such field. */
export type PageAnswer = { selector: string; found: Recognition | null; missing: boolean };

function findDeep(root: Document | ShadowRoot, selector: string): Element | null {
  const direct = root.querySelector(selector);
  if (direct) return direct;
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot ? findDeep(element.shadowRoot, selector) : null;
    if (inner) return inner;
  }
  return null;
}

function recognise(element: Element): Recognition | null {
  return element.localName === 'iframe'
    ? classifyFrame(readFrameFacts(element))
    : classify(readFacts(element));
}

const bench = {
  recognise,
  /** Every field that has its expected answer written on it, through open shadow roots. */
  marked: (root: Document | ShadowRoot = document): Element[] =>
    [...root.querySelectorAll('*')].flatMap(element => [
      ...(element.hasAttribute('data-expect') ? [element] : []),
      ...(element.shadowRoot ? bench.marked(element.shadowRoot) : []),
    ]),
  classifyAll: (selectors: string[]): PageAnswer[] =>
    selectors.map(selector => {
      const element = findDeep(document, selector);
      return { selector, found: element ? recognise(element) : null, missing: element === null };
    }),
  frameFacts: (selector: string): unknown => {
    const frame = findDeep(document, selector);
    return frame ? readFrameFacts(frame) : null;
  },
  facts: (selector: string): unknown => {
    const element = findDeep(document, selector);
    return element ? readFacts(element) : null;
  },
  /** Microseconds per field, for evenly spread fields. Each is asked three times and the fastest counts: other programs on the machine are not what is measured. */
  time: (selector: string, samples: number): number[] => {
    const all = document.querySelectorAll(selector);
    const times: number[] = [];
    for (let index = 0; index < samples; index++) {
      const element = all[Math.floor((index * all.length) / samples)];
      if (!element) continue;
      let fastest = Infinity;
      for (let round = 0; round < 3; round++) {
        const startMs = performance.now();
        recognise(element);
        fastest = Math.min(fastest, (performance.now() - startMs) * 1000);
      }
      times.push(fastest);
    }
    return times;
  },
  /** Microseconds for the very first field: patterns are compiled, nothing is warm. */
  timeFirst: (selector: string): number => {
    const element = document.querySelector(selector);
    const startMs = performance.now();
    if (element) recognise(element);
    return (performance.now() - startMs) * 1000;
  },
};

export type Bench = typeof bench;
Object.assign(globalThis, { cardhushBench: bench });
