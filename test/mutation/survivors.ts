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

/** A change of the core that no test noticed. */
export type Survivor = {
  /** Name of the file in src/recording, without `.ts`. */
  file: string;
  line: number;
  mutator: string;
  /** The lines that were changed, in one, with single spaces. */
  was: string;
  becomes: string;
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
  const file = path.replace(/^.*\/(.+)\.ts$/, '$1');
  const was = toOneLine(lines.join('\n'));
  const becomes = toOneLine(head + replacement + tail);
  const reason = reasons.find(
    some => some.file === file && some.was === was && some.becomes.includes(becomes),
  );
  return { file, line: start.line, mutator: mutatorName, was, becomes, reason };
}

/** A piece of source in one line, with single spaces. */
export function toOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The list for people. */
export function toMarkdown(report: Report): string {
  const survivors = readSurvivors(report);
  const kinds = Map.groupBy(survivors, ({ reason }) => reason?.kind ?? 'without a reason');
  const counts = [...kinds].map(([kind, { length }]) => `| ${kind} | ${length} |`).sort();
  const perFile = Object.entries(report.files).map(([path, { mutants }]) => {
    const count = (set: Set<string>) => mutants.filter(({ status }) => set.has(status)).length;
    return `| ${path} | ${count(noticed)} | ${count(unnoticed)} |`;
  });
  const entries = survivors.map(
    ({ file, line, was, becomes, reason }) =>
      `### ${file}.ts:${line}\n\n\`\`\`diff\n- ${was}\n+ ${becomes}\n\`\`\`\n\n${reason === undefined ? 'No reason yet.' : `*${reason.kind}*: ${reason.why}`}\n`,
  );
  return [
    '# Changes of the core that no test notices',
    '',
    `Written by \`npm run mutate\`; the reasons are in \`reasons.ts\`. Score: ${toScore(report).toFixed(1)} %.`,
    '',
    '| file | noticed | not noticed |',
    '| --- | ---: | ---: |',
    ...perFile.sort(),
    '',
    '| why not | changes |',
    '| --- | ---: |',
    ...counts,
    '',
    ...entries,
  ].join('\n');
}
