// What of others is in the packages, and under which licence: npm's own list of parts, in CycloneDX.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Component = {
  'bom-ref': string;
  name: string;
  version: string;
  properties?: { name: string; value: string }[];
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
};
export type Sbom = {
  serialNumber?: string;
  metadata?: { timestamp?: string; tools?: unknown; component?: { 'bom-ref': string } };
  components: Component[];
  dependencies?: { ref: string; dependsOn?: string[] }[];
};

/**
 * The list of parts that npm makes of the lock file, without what would differ each time: its number and its date.
 * @throws {Error} where npm makes none
 */
export function toSbom(root: string): Sbom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (status !== 0) throw new Error(`npm made no list of parts: ${stderr}`);
  const { serialNumber: _number, ...sbom } = JSON.parse(stdout) as Sbom;
  const { timestamp: _time, tools: _tools, ...metadata } = sbom.metadata ?? {};
  // npm's own `--omit dev` leaves out what a tool of ours needs too.
  const components = sbom.components.filter(component => !isForDevelopment(component));
  const kept = new Set(components.map(component => component['bom-ref']));
  const dependencies = (sbom.dependencies ?? []).flatMap(({ ref, dependsOn = [] }) =>
    kept.has(ref) || ref === metadata.component?.['bom-ref']
      ? [{ ref, dependsOn: dependsOn.filter(other => kept.has(other)) }]
      : [],
  );
  return { ...sbom, metadata, components, dependencies };
}

function isForDevelopment({ properties = [] }: Component): boolean {
  return properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
}

/** Name, version and the text of the licence of each part. @throws {Error} for a part without any */
export function toLicences(root: string, { components }: Sbom): string {
  const parts = components.map(({ name, version, licenses = [] }) => {
    const words = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '');
    if (words.join('') === '') throw new Error(`${name} says no licence`);
    const dir = join(root, 'node_modules', name);
    const file = readdirSync(dir).find(entry => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n\n${readFileSync(join(dir, file), 'utf8').trim()}`;
    return `${name} ${version} (${words.join(', ')})${text}`;
  });
  const own = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `${['CardHush', own].join('\n\n')}${rule}${parts.sort().join(rule)}\n`;
}
