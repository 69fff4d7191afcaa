// What WCAG asks of a page as it stands, colours included.
import axe from 'axe-core';
import type { Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that the page breaks, each with the places where it does. */
export async function findViolations(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`(async () => {
    ${axe.source}
    const { violations } = await axe.run(document, { runOnly: ${JSON.stringify(rules)} });
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '));
  })()`);
}
