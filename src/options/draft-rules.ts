// Rules and payment pages as people type them, and the way back to settings.
import { pagePatternSchema } from '../settings/patterns.ts';
import type { Rule } from '../settings/rules.ts';
import type { Problem } from '../settings/schema.ts';
import { toSitePattern } from '../ui/site-pattern.ts';

/** The rules that a draft's stand for. What is wrong with one is reported at its place in the list. */
export function toRules(typed: Rule[], onProblem: (problem: Problem) => void): Rule[] {
  return typed.map((rule, index) => {
    const place = `rules.${index}`;
    const site = toSitePattern(rule.site);
    const text = rule.text.trim();
    if (site === null) onProblem({ path: `${place}.site`, code: 'site', detail: rule.site });
    if (text === '') onProblem({ path: `${place}.text`, code: 'required', detail: '' });
    else if (rule.by === 'selector' && !isSelector(text))
      onProblem({ path: `${place}.text`, code: 'selector', detail: text });
    return { ...rule, text, site: site ?? rule.site };
  });
}

/** The pages of a list with one on each line. A page without a path means everything on its site. */
export function toPages(typed: string, onProblem: (problem: Problem) => void): string[] {
  const lines = typed
    .split(/\s+/)
    .filter(line => line !== '')
    .map(line => (/^https?:\/\//i.test(line) ? line : `https://${line}`))
    .map(line => (/^https?:\/\/[^/]+$/i.test(line) ? `${line}/*` : line));
  for (const line of lines)
    if (!pagePatternSchema.safeParse(line).success) onProblem({ path: 'pages', code: 'page', detail: line });
  return [...new Set(lines)];
}

/** Whether the browser can make sense of a selector. Nothing is looked for. */
export function isSelector(text: string): boolean {
  try {
    document.createElement('input').matches(text);
    return true;
  } catch {
    return false;
  }
}
