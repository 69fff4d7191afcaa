// Ways through the options page, as an administrator goes them.
import type { Page } from 'playwright-core';

/** Chooses a card of the gallery by its recorder's name, and adds the recorder: its form is open afterwards. */
export async function chooseRecorder(options: Page, name: string): Promise<void> {
  const another = options.getByRole('button', { name: 'Add another recorder' });
  const card = options.getByRole('radio', { name, exact: true });
  await card.or(another).first().waitFor();
  if (await another.isVisible()) await another.click();
  await card.check();
  await options.getByRole('button', { name: 'Add recorder', exact: true }).click();
}
