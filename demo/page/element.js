/** @typedef {string | Node} Child */

/**
 * An element with attributes and children. Texts become text nodes, never HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {Child[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * The element of the page with this id.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is missing`);
  return found;
}

/**
 * Text is set only where it differs, so that a screen reader hears changes only.
 *
 * @param {Element} of
 * @param {string} text
 */
export function setText(of, text) {
  if (of.textContent !== text) of.textContent = text;
}

/**
 * One child for each item, in their order. A child stays the same element as long as its item is there, so that it can move.
 *
 * @template Item
 * @param {Element} parent
 * @param {Item[]} items
 * @param {{
 *   keyOf: (item: Item, index: number) => string,
 *   draw: (item: Item, known: HTMLElement | undefined) => HTMLElement,
 * }} how `draw` makes a child, or brings the known one up to date
 */
export function keepChildren(parent, items, { keyOf, draw }) {
  const before = new Map([...parent.children].map((child) => [child.getAttribute('data-key'), child]));
  const children = items.map((item, index) => {
    const key = keyOf(item, index);
    const known = before.get(key);
    const child = draw(item, known instanceof HTMLElement ? known : undefined);
    child.setAttribute('data-key', key);
    before.delete(key);
    return child;
  });
  for (const gone of before.values()) gone.remove();
  for (const [index, child] of children.entries()) {
    const there = parent.children[index];
    if (there !== child) parent.insertBefore(child, there ?? null);
  }
}
