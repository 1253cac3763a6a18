/** @import { Message, Offer, Scene, Verdict } from '../messages.ts' */
import { chosen, drawChoice } from './choice.js';
import { byId, element, setText } from './element.js';
import { addLine } from './log.js';
import { drawSystem } from './system.js';

const title = byId('title', HTMLHeadingElement);
const state = byId('state', HTMLParagraphElement);
const log = byId('log', HTMLDivElement);
const system = byId('system', HTMLDivElement);
const play = byId('play', HTMLButtonElement);
const stop = byId('stop', HTMLButtonElement);
const summary = byId('summary', HTMLElement);

/** @type {Offer} */
const offer = await (await fetch('/shows.json')).json();
/** @type {EventSource | undefined} */
let source;
let startedAt = 0;

drawChoice(offer);
byId('choice', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  begin();
});
stop.addEventListener('click', () => endWith('Stopped.', 'idle'));
addEventListener('message', fitFrame);

function begin() {
  source?.close();
  log.replaceChildren();
  system.replaceChildren();
  closeSummary();
  stop.disabled = false;
  tell('The action is starting.', 'waiting');
  source = new EventSource(`/play?${new URLSearchParams({ ...chosen(), token: offer.token })}`);
  source.addEventListener('message', ({ data }) => show(JSON.parse(data)));
  source.addEventListener('error', () =>
    endWith('The connection to the demo is gone. If it still runs, reload the page.', 'bad'),
  );
  if (title.getBoundingClientRect().top > innerHeight) title.scrollIntoView();
}

/** @param {Message} message */
function show(message) {
  switch (message.type) {
    case 'begin':
      startedAt = message.at;
      setText(title, message.title);
      return drawInputs(message.inputs);
    case 'clock':
      return drawClock(message.at);
    case 'scene':
      drawSystem(system, message.scene);
      return tell(...stateOf(message.scene));
    case 'line':
      return addLine(log, message.line);
    case 'end':
      openSummary(message.verdict.summary);
      return endWith(verdictOf(message.verdict), message.verdict.green ? 'good' : 'bad');
    case 'stopped':
      return endWith(message.reason, 'idle');
  }
}

/**
 * @param {string} words
 * @param {string} tone
 */
function endWith(words, tone) {
  source?.close();
  source = undefined;
  if (document.activeElement === stop) play.focus();
  stop.disabled = true;
  tell(words, tone);
}

/**
 * @param {string} words
 * @param {string} tone
 */
function tell(words, tone) {
  setText(state, words);
  state.dataset['tone'] = tone;
}

/**
 * @param {Scene} scene
 * @returns {[words: string, tone: string]}
 */
function stateOf({ services }) {
  const told = services.map(({ name, status, stages }) => {
    const now = stages.find((stage) => stage.state === 'now')?.name;
    return `${name}: ${status}${now === undefined || now === status ? '' : `, ${now}`}`;
  });
  return [told.join('; ') || 'The action is running.', 'waiting'];
}

/** @param {Verdict} verdict */
function verdictOf({ green, outcome, exitCode, seconds }) {
  const word = outcome === '' ? '' : `: ${outcome}`;
  const code = exitCode === null ? 'It was killed' : `Exit code ${exitCode}`;
  return `The step is ${green ? 'green' : 'red'}${word}. ${code}, after ${duration(seconds)}.`;
}

/** @param {[name: string, value: string][]} inputs */
function drawInputs(inputs) {
  const details = byId('inputs', HTMLDetailsElement);
  details.hidden = false;
  details
    .querySelector('dl')
    ?.replaceChildren(
      ...inputs.map(([name, value]) => element('div', {}, [element('dt', {}, [name]), element('dd', {}, [value])])),
    );
}

/** @param {number} at */
function drawClock(at) {
  setText(byId('clock', HTMLElement), new Date(at).toISOString().slice(11, 19));
  setText(byId('elapsed', HTMLElement), duration(Math.round((at - startedAt) / 1000)));
}

/** @param {number} seconds */
function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${Math.round(seconds)} s` : `${minutes} min ${Math.round(seconds % 60)} s`;
}

/** @param {string} url */
function openSummary(url) {
  const frame = element('iframe', {
    title: 'Job summary',
    sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
    src: url,
  });
  byId('summary-link', HTMLAnchorElement).href = url;
  summary.append(frame);
  summary.hidden = false;
}

function closeSummary() {
  summary.querySelector('iframe')?.remove();
  summary.hidden = true;
}

/**
 * The summary tells how high it is; nothing else of it is believed.
 *
 * @param {MessageEvent<unknown>} event
 */
function fitFrame({ source: from, data }) {
  const frame = summary.querySelector('iframe');
  if (frame === null || from !== frame.contentWindow || typeof data !== 'number') return;
  frame.style.height = `${Math.min(Math.max(data, 200), 20_000)}px`;
}
