// Which of our scripts run where. What nobody asked for is registered nowhere.
import type { Settings } from '../settings/schema.ts';
import { toPageSite } from '../ui/site-pattern.ts';

/** Content scripts, in the order in which they start, and the sites that they are registered for, in every frame. */
export type Script = { id: string; files: string[]; matches: string[] };

/** Our scripts for these settings, in the order in which they go into pages that are already open. */
export function toScripts({ sites, rules, pages, watchesText, gate }: Settings): Script[] {
  const watch = 'src/content/index.js';
  // The gate stands before a field can have the focus.
  const watchFiles = gate === 'block' ? ['src/content/gate/index.js', watch] : [watch];
  return [
    {
      id: 'rules',
      files: ['src/content/rules/index.js'],
      matches: unique([...rules.map(({ site }) => site), ...pages.map(toPageSite)]),
    },
    { id: 'watch', files: watchFiles, matches: unique(sites) },
    { id: 'text', files: ['src/value-watch/index.js'], matches: watchesText ? unique(sites) : [] },
  ];
}

function unique(patterns: string[]): string[] {
  return [...new Set(patterns)];
}
