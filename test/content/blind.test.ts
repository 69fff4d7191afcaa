// Blind by design: page code reads no field's content, no key, no clipboard and no selection. This is a rule about
// names, so that nobody has to argue about types; what it cannot see is tried with a fake number in test/e2e.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const forbidden = new Set([
  // What is in a field.
  'value', 'valueAsNumber', 'valueAsDate', 'defaultValue', 'selectedIndex', 'selectedOptions', 'files', 'FormData',
  // Which key, which text.
  'key', 'code', 'keyCode', 'which', 'charCode', 'data', 'dataTransfer', 'getTargetRanges',
  // Where in the text, and the text there.
  'selectionStart', 'selectionEnd', 'selectionDirection', 'getSelection', 'setRangeText',
  // The clipboard.
  'clipboard', 'clipboardData', 'execCommand',
]); // prettier-ignore

/** Events that carry what is typed, pasted or dropped; `input` and `beforeinput` are heard, never read. */
const forbiddenEvents =
  /^(key(down|up|press)|paste|copy|cut|drop|composition(start|update|end)|selectionchange)$/;

/** Uses that look forbidden and are not, each with its reason. */
const allowed: Record<string, string[]> = {
  // The failure of a recorder, out of a view.
  'notice.ts': ['failure.code'],
  // Attributes, and only those whose names cannot stand for what was entered.
  'facts.ts': ['{ name, value }'],
  // Text nodes, and none inside of what can be edited.
  'tree.ts': ['current.data'],
  // Refused whole, and asked for nothing: that they name no more of an event than this is tried in gate.test.ts.
  'gate/gate.ts': ["'paste'", "'drop'", "'compositionstart'", "'keydown'", "'keypress'", "'keyup'"],
  // Our own box in our own closed root, for the reason to type anyway; its digits do not leave.
  'gate/panel.ts': ['box.value'],
  // The picker, while a person points: names of keys are compared, and nothing can be typed meanwhile.
  '../picker/pointing.ts': ['{ key }', "'keypress'", "'keyup'", "'keydown'"],
};

type Node = { type: string; start: number; end: number; [property: string]: unknown };

const isNode = (candidate: unknown): candidate is Node =>
  typeof candidate === 'object' && candidate !== null && 'type' in candidate;

/** The forbidden names that a piece of code reads, as written. @throws {Error} where it cannot be parsed */
export function findReads(code: string, file = 'sample.ts'): string[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: string[] = [];
  // A name that is computed cannot be known, except where it is written out: `field['value']`.
  const nameOf = (node: unknown, isComputed: unknown): unknown =>
    isNode(node) ? (isComputed === true ? node['value'] : (node['name'] ?? node['value'])) : undefined;
  const visit = (node: Node, parent: Node | null): void => {
    const isWrite =
      parent?.type === 'AssignmentExpression' && parent['left'] === node && parent['operator'] === '=';
    const name =
      node.type === 'MemberExpression'
        ? nameOf(node['property'], node['computed'])
        : node.type === 'Property' && parent?.type === 'ObjectPattern'
          ? nameOf(node['key'], node['computed'])
          : node.type === 'Identifier' && parent?.type !== 'MemberExpression' && parent?.type !== 'Property'
            ? ['FormData', 'getSelection'].find(global => global === node['name'])
            : node.type === 'Literal' && forbiddenEvents.test(String(node['value']))
              ? node['value']
              : undefined;
    const isForbidden =
      typeof name === 'string' && (forbidden.has(name) || forbiddenEvents.test(name)) && !isWrite;
    const shown = node.type === 'Property' && parent !== null ? parent : node;
    if (isForbidden) found.push(code.slice(shown.start, shown.end));
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, node);
  };
  visit(program as unknown as Node, null);
  return found;
}

const root = join(import.meta.dirname, '../../src/content');
const globAt = (place: string) => globSync(`${place}/**/*.{ts,tsx}`, { cwd: root }).sort();
/** Everything that goes into pages, but for the watch on free text, which is off as installed. */
const files = [...globAt('.'), ...globAt('../picker')];

describe('the rule itself', () => {
  it.each([
    'const text = field.value;',
    'const text = field?.value ?? "";',
    'const text = field["value"];',
    'const { value } = field;',
    'const { value: text } = field;',
    'field.value += "1";',
    'on(event => event.key);',
    'on(({ code }) => code);',
    'const at = (field as HTMLInputElement).selectionStart;',
    'const text = (event as InputEvent).data;',
    'const text = getSelection()?.toString();',
    'const text = await navigator.clipboard.readText();',
    'const form = new FormData(element);',
    'window.addEventListener("keydown", listen);',
    'window.addEventListener("paste", listen);',
    'const { items: { data } } = event;',
  ])('finds %s', code => {
    expect(findReads(code)).not.toEqual([]);
  });

  it.each([
    'const name = field.dataset;',
    'window.addEventListener("input", listen);',
    'const patterns = { key: 1, value: 2 };',
    'type Entry = { value: string };',
    'const phrase = phrases[key];',
  ])('leaves %s alone', code => {
    expect(findReads(code)).toEqual([]);
  });
});

it.each(files)('%s reads nothing that a person enters', file => {
  const reads = findReads(readFileSync(join(root, file), 'utf8'), file);
  expect(reads.filter(read => !(allowed[file] ?? []).includes(read))).toEqual([]);
});

it('finds the watch on free text, which reads what is typed, and in it one place that does', () => {
  const reading = globAt('../value-watch').filter(
    file => findReads(readFileSync(join(root, file), 'utf8'), file).length > 0,
  );
  expect(reading).toEqual(['../value-watch/free-text.ts']);
});

it('leaves no way from there into what is installed: nothing imports the watch on free text', () => {
  const code = globSync('**/*.{ts,tsx}', { cwd: join(root, '..') })
    .filter(file => !file.startsWith('value-watch/'))
    .map(file => readFileSync(join(root, '..', file), 'utf8'));
  expect(code.filter(text => /from '[^']*value-watch/.test(text))).toEqual([]);
});

it('looks at the files that matter', () => {
  expect(files).toEqual(expect.arrayContaining(['index.ts', 'facts.ts', 'focus-watcher.ts', 'banner.ts']));
});
