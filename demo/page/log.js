/** @import { LogLine } from '../messages.ts' */
import { element } from './element.js';

const PREFIXES = {
  plain: '',
  group: '▾ ',
  error: 'Error: ',
  warning: 'Warning: ',
  notice: 'Notice: ',
  debug: 'Debug: ',
};

/**
 * Adds a line; a reader who has scrolled up stays where they are.
 *
 * @param {HTMLElement} log
 * @param {LogLine} line
 */
export function addLine(log, { kind, text }) {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  const drawn = element('div', { 'data-kind': kind }, [`${PREFIXES[kind]}${text}`]);
  drawn.toggleAttribute('data-timed', /^\d\d:\d\d:\d\d {2}/.test(text));
  log.append(drawn);
  if (isAtEnd) log.scrollTop = log.scrollHeight;
}
