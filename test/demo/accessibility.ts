import { readFileSync } from 'node:fs';
import type { Page as Tab } from 'playwright-core';

const USABLE = ['button', 'combobox', 'Iframe', 'link', 'list', 'log', 'radio', 'radiogroup', 'searchbox'];

interface Node {
  role?: { value: string };
  name?: { value: string };
  ignored: boolean;
}

/** Roles in the accessibility tree of the page that a user needs a name for, and that have none. */
export async function nameless(tab: Tab): Promise<string[]> {
  const session = await tab.context().newCDPSession(tab);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
  await session.detach();
  const used = nodes.filter(({ ignored, role }) => !ignored && USABLE.includes(role?.value ?? ''));
  if (used.length < 50) return [`only ${used.length} nodes are in the tree`];
  return used.flatMap(({ role, name }) => ((name?.value ?? '') === '' ? [role?.value ?? ''] : []));
}

const PALE_TEXTS = readFileSync(new URL('pale-texts.js', import.meta.url), 'utf8');

/** Texts with less contrast than WCAG AA asks for: 4.5. */
export const paleTexts = (tab: Tab): Promise<string[]> => tab.evaluate(PALE_TEXTS);
