// Bundles each page of ./pages with the library it shows, into a folder of the caller's.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'rolldown';

const root = import.meta.dirname;
const pages = join(root, 'pages');

/** Installs the libraries, once: they are a package of their own, as most tests do without them. */
export function ensureComponents(): void {
  if (existsSync(join(root, 'node_modules/.package-lock.json'))) return;
  // Not `npm ci`: it refuses a lock without the builds for machines that the registry at hand does not have.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`the component libraries could not be installed in ${root}`);
}

/** Writes `<library>.html` and `<library>.js` for each library into `dir`; gives back the libraries' names. */
export async function buildComponentPages(dir: string): Promise<string[]> {
  mkdirSync(dir, { recursive: true });
  const names = readdirSync(pages)
    .filter(file => file.endsWith('.js'))
    .map(file => basename(file, '.js'))
    .sort();
  for (const name of names) {
    await buildPage(name, dir);
    writeFileSync(join(dir, `${name}.html`), toHtml(name));
  }
  return names;
}

async function buildPage(name: string, dir: string): Promise<void> {
  const isLwc = name.startsWith('lwc');
  await build({
    input: join(pages, `${name}.js`),
    platform: 'browser',
    // What libraries warn about is theirs.
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false' } },
    plugins: isLwc ? [withoutIcons, await createLwcPlugin()] : [],
    // LWC's compiler has made code of both by then.
    moduleTypes: isLwc ? { '.css': 'js', '.html': 'js' } : {},
    output: { file: join(dir, `${name}.js`), format: 'iife', codeSplitting: false },
  });
}

/** Thousands of pictures, none of which is in a field. */
const withoutIcons: Plugin = {
  name: 'without-icons',
  resolveId: id => (id.startsWith('lightning/iconSvgTemplates') ? '\0icons' : null),
  load: id => (id === '\0icons' ? 'export default {};' : null),
};

/** The compiler is found among the libraries, not among the project's own dependencies. */
async function createLwcPlugin(): Promise<Plugin> {
  const path = createRequire(join(root, 'package.json')).resolve('@lwc/rollup-plugin');
  const { default: create } = (await import(pathToFileURL(path).href)) as {
    default: (options: object) => Plugin;
  };
  return create({
    rootDir: join(pages, 'lwc'),
    defaultModules: [{ npm: '@lwc/engine-dom' }, { npm: '@lwc/synthetic-shadow' }],
    modules: [{ dir: join(pages, 'lwc') }, { npm: 'lightning-base-components' }],
  });
}

function toHtml(name: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>${name}</title></head>
  <body><script src="/${name}.js"></script></body>
</html>
`;
}
