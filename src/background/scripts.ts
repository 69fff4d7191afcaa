// Which of our scripts run where. What nobody asked for is registered nowhere.
import type { Settings } from '../settings/schema.ts';

/** A content script and the sites that it is registered for; it goes into every frame of them. */
export type Script = { id: string; file: string; matches: string[] };

/** Our scripts for these settings, in the order in which they go into pages that are already open. */
export function toScripts({ sites, rules, pages, watchesText }: Settings): Script[] {
  return [
    {
      id: 'rules',
      file: 'src/content/rules/index.js',
      matches: unique([...rules.map(({ site }) => site), ...pages.map(toSite)]),
    },
    { id: 'watch', file: 'src/content/index.js', matches: unique(sites) },
    { id: 'text', file: 'src/value-watch/index.js', matches: watchesText ? unique(sites) : [] },
  ];
}

/** The site of a page's pattern, as a pattern. */
export function toSite(page: string): string {
  return page.replace(/^(https?:\/\/[^/]+\/).*$/i, '$1*');
}

function unique(patterns: string[]): string[] {
  return [...new Set(patterns)];
}
