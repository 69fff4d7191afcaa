// What the tests did not notice, read from Stryker's report and put beside the reasons that people wrote.
import { reasons, type Reason } from './reasons.ts';

/** What we use of Stryker's report (mutation-testing-report-schema). */
export type Report = {
  files: Record<string, { source: string; mutants: Mutant[] }>;
};
type Mutant = {
  mutatorName: string;
  replacement?: string;
  status: string;
  location: { start: Position; end: Position };
};
type Position = { line: number; column: number };

/** A change of the core that no test noticed. Source is in one line, with single spaces. */
export type Survivor = {
  /** Name of the file in src/recording, without `.ts`. */
  file: string;
  line: number;
  mutator: string;
  /** The lines that were changed, as they are and as they become. */
  was: string;
  becomes: string;
  /** The piece of them that is another, as it is and as it becomes. */
  piece: string;
  replacement: string;
  /** Undefined where nobody has said why. */
  reason: Reason | undefined;
};

const noticed = new Set(['Killed', 'Timeout']);
const unnoticed = new Set(['Survived', 'NoCoverage']);

/** Share of the mutants that were noticed, in percent. */
export function toScore({ files }: Report): number {
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const good = all.filter(({ status }) => noticed.has(status)).length;
  const bad = all.filter(({ status }) => unnoticed.has(status)).length;
  return (100 * good) / (good + bad);
}

/** Every mutant that was not noticed, in the order of the files, with its reason. */
export function readSurvivors({ files }: Report): Survivor[] {
  return Object.entries(files)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([path, { source, mutants }]) =>
      mutants
        .filter(({ status }) => unnoticed.has(status))
        .sort((one, other) => one.location.start.line - other.location.start.line)
        .map(mutant => toSurvivor(path, source, mutant)),
    );
}

function toSurvivor(
  path: string,
  source: string,
  { location, mutatorName, replacement = '' }: Mutant,
): Survivor {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const head = (lines[0] ?? '').slice(0, start.column - 1);
  const tail = (lines.at(-1) ?? '').slice(end.column - 1);
  const text = lines.join('\n');
  const found = {
    file: path.replace(/^.*\/(.+)\.ts$/, '$1'),
    line: start.line,
    mutator: mutatorName,
    was: toOneLine(text),
    becomes: toOneLine(head + replacement + tail),
    piece: toOneLine(text.slice(head.length, text.length - tail.length)),
    replacement: toOneLine(replacement),
  };
  return { ...found, reason: reasons.find(({ changes }) => changes.some(change => isMeant(change, found))) };
}

/** Whether a change is one of those that a reason is about. */
function isMeant(
  change: Reason['changes'][number],
  { file, was, becomes, piece }: Omit<Survivor, 'reason'>,
): boolean {
  if ('piece' in change) return change.piece.test(piece);
  return change.file === file && change.was === was && change.becomes.includes(becomes);
}

/** Reasons that explain nothing any more: their changes are noticed by now, or the source became another. */
export function toIdleReasons(survivors: Survivor[]): Reason[] {
  return reasons.filter(reason => !survivors.some(survivor => survivor.reason === reason));
}

function toOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const kinds = {
  same: 'Nobody can see a difference from outside',
  unreachable: 'It would take a state that no event leads to',
} satisfies Record<Reason['kind'], string>;

/** The list for people. */
export function toMarkdown(report: Report): string {
  const survivors = readSurvivors(report);
  const perFile = Object.entries(report.files).map(([path, { mutants }]) => {
    const count = (set: Set<string>) => mutants.filter(({ status }) => set.has(status)).length;
    return `| ${path} | ${count(noticed)} | ${count(unnoticed)} |`;
  });
  const bare = survivors.filter(({ reason }) => reason === undefined);
  return [
    '# Changes of the core that no test notices',
    '',
    `Written by \`npm run mutate\`; the reasons are in \`reasons.ts\`. Score: ${toScore(report).toFixed(1)} %.`,
    '',
    '| file | noticed | not noticed |',
    '| --- | ---: | ---: |',
    ...perFile.sort(),
    '',
    ...(bare.length === 0 ? [] : [`## Without a reason (${bare.length})`, '', ...toList(bare), '']),
    ...Object.entries(kinds).flatMap(([kind, title]) => {
      const own = survivors.filter(({ reason }) => reason?.kind === kind);
      return own.length === 0 ? [] : [`## ${title} (${own.length})`, '', ...toReasons(own)];
    }),
  ].join('\n');
}

function toReasons(survivors: Survivor[]): string[] {
  const grouped = Map.groupBy(survivors, ({ reason }) => reason?.why ?? '');
  return [...grouped].flatMap(([why, own]) => [why, '', ...toList(own), '']);
}

/** One line for each line of the source, with all that it can become. */
function toList(survivors: Survivor[]): string[] {
  const lines = Map.groupBy(survivors, ({ file, line }) => `${file}.ts:${line}`);
  return [...lines].map(([place, own]) => {
    const changes = own.map(
      ({ piece, replacement }) => `\`${toShort(piece)}\` → \`${toShort(replacement) || ' '}\``,
    );
    return `- ${place}: ${changes.join('; ')}`;
  });
}

function toShort(source: string): string {
  return source.length > 90 ? `${source.slice(0, 89)}…` : source;
}
