// Pages of ours that the browser has no button for.
import { browser } from '../browser.ts';

const paths = {
  welcome: 'src/welcome/index.html',
  practice: 'src/practice/index.html',
  activity: 'src/activity/index.html',
  verify: 'src/verify/index.html',
  drill: 'src/drill/index.html',
} as const;

/** Opens one of our pages in a tab of its own. */
export async function openPage(page: keyof typeof paths): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(paths[page]) });
}
