// The banner as people and assistive technology have it: its root is closed to the page, and to everything that a page
// could do, but not to the accessibility tree and the mouse.
import type { CDPSession, Frame, Page } from '@playwright/test';

type AxNode = {
  nodeId: string;
  role?: { value: string };
  name?: { value: string };
  childIds?: string[];
  backendDOMNodeId?: number;
};

const controls = new Set(['button', 'textbox']);

/** What the banner says, without its buttons; empty where it is not there or says nothing. */
export async function readBanner(page: Page | Frame): Promise<string> {
  return await withNodes(page, async (_, nodes) =>
    nodes
      .filter(({ role }) => role?.value === 'StaticText')
      .map(({ name }) => name?.value ?? '')
      .join(' ')
      .trim(),
  );
}

/** Names of the banner's buttons and boxes. */
export async function readControls(page: Page): Promise<string[]> {
  return await withNodes(page, async (_, nodes) =>
    nodes.filter(({ role }) => controls.has(role?.value ?? '')).map(({ name }) => name?.value ?? ''),
  );
}

/** Where a control of the banner stands in the page. @throws {Error} where there is none */
export async function findControl(page: Page, name: string): Promise<{ x: number; y: number }> {
  return await withNodes(page, async (cdp, nodes) => {
    const node = nodes.find(one => controls.has(one.role?.value ?? '') && one.name?.value === name);
    if (node?.backendDOMNodeId === undefined) throw new Error(`the banner has no "${name}"`);
    const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId: node.backendDOMNodeId });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  });
}

/** A real click on a control of the banner. */
export async function clickControl(page: Page, name: string): Promise<void> {
  const { x, y } = await findControl(page, name);
  await page.mouse.click(x, y);
}

async function withNodes<Result>(
  place: Page | Frame,
  use: (cdp: CDPSession, nodes: AxNode[]) => Promise<Result>,
): Promise<Result> {
  const context = 'context' in place ? place.context() : place.page().context();
  const cdp = await context.newCDPSession(place);
  try {
    const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
    const byId = new Map(nodes.map(node => [node.nodeId, node]));
    const within = (node: AxNode): AxNode[] =>
      (node.childIds ?? []).flatMap(id => {
        const child = byId.get(id);
        return child === undefined ? [] : [child, ...within(child)];
      });
    const region = nodes.find(
      ({ role, name }) => role?.value === 'region' && name?.value === 'CardHush notice',
    );
    return await use(cdp, region === undefined ? [] : within(region));
  } finally {
    await cdp.detach();
  }
}
