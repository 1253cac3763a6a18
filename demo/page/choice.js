/** @import { Offer } from '../messages.ts' */
import { byId, element, setText } from './element.js';

/**
 * Fills the form with what can be played.
 *
 * @param {Offer} offer
 */
export function drawChoice({ groups, speeds, speed }) {
  const [first] = groups.flatMap(({ shows }) => shows);
  byId('shows', HTMLDivElement).replaceChildren(
    ...groups.map(({ title, shows }) =>
      element('fieldset', {}, [
        element('legend', {}, [title]),
        ...shows.map(({ name, title: words }) => showLabel(name, words, name === first?.name)),
      ]),
    ),
  );
  const select = byId('speed', HTMLSelectElement);
  select.replaceChildren(...speeds.map(({ value, title }) => element('option', { value }, [title])));
  select.value = speed;
  const find = byId('find', HTMLInputElement);
  find.addEventListener('input', () => showFound(find.value));
}

/**
 * @param {string} name
 * @param {string} title
 * @param {boolean} checked
 */
function showLabel(name, title, checked) {
  const radio = element('input', { type: 'radio', name: 'show', value: name, ...(checked ? { checked: '' } : {}) });
  return element('label', { title: name }, [radio, element('span', {}, [title])]);
}

/**
 * Leaves what has every word that was typed, in its title or its name; what is chosen is one of these.
 *
 * @param {string} typed
 */
function showFound(typed) {
  const words = typed.toLowerCase().split(/\s+/);
  let count = 0;
  for (const group of byId('shows', HTMLDivElement).children) {
    const about = group.querySelector('legend')?.textContent ?? '';
    let any = false;
    for (const label of group.querySelectorAll('label')) {
      const text = `${about} ${label.title} ${label.textContent ?? ''}`.toLowerCase();
      label.hidden = !words.every((word) => text.includes(word));
      any ||= !label.hidden;
      count += label.hidden ? 0 : 1;
    }
    if (group instanceof HTMLElement) group.hidden = !any;
  }
  setText(byId('found', HTMLParagraphElement), typed === '' ? '' : `${count} found`);
  chooseAmong([...document.querySelectorAll('#shows label:not([hidden]) input')]);
  // What cannot be seen must not play.
  byId('play', HTMLButtonElement).disabled = count === 0;
}

/** @param {Element[]} radios */
function chooseAmong(radios) {
  const inputs = radios.filter((radio) => radio instanceof HTMLInputElement);
  const [first] = inputs;
  if (first !== undefined && !inputs.some(({ checked }) => checked)) first.checked = true;
}

/** @returns {{ show: string; speed: string }} what is chosen now */
export function chosen() {
  const radio = byId('choice', HTMLFormElement).elements.namedItem('show');
  return {
    show: radio instanceof RadioNodeList ? radio.value : '',
    speed: byId('speed', HTMLSelectElement).value,
  };
}
