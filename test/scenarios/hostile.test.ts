import { describe, expect, it } from 'vitest';
import { toHtml } from '../../scripts/github-markdown.ts';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { HOSTILE } from '../report/hostile.ts';
import { play, QUICK_START, REGISTRY } from './play.ts';

const TEXTS = HOSTILE.filter((text) => text.length < 1_000);
const EVIL =
  /<script|<img|<svg (?!viewBox)|<style|<iframe|href="(?:javascript|https?:\/\/evil)|class="(?:user-mention|issue-link)/iu;
/** What the runner obeys: our own annotations, and nothing that a text of others began. */
const COMMAND = /^\s*::|##\[/u;
const OURS = /^::(?:error|warning|notice)(?: [^:]*)?::|^::(?:group|endgroup)::|^::add-mask::/u;

const WAYS: [name: string, does: Behaviour][] = [
  ['lines of its log', { kind: 'exits', exitCode: 1, logLines: TEXTS.flatMap((text) => text.split('\n')) }],
  ['the reason why it stopped', { kind: 'cannot-prepare', message: TEXTS.join(' ') }],
  ['the reason of a pull', { kind: 'cannot-pull', cause: 'not-found', message: TEXTS.join(' ') }],
  ['a text of 200 KB', { kind: 'cannot-prepare', message: '::error::<img src=x> '.repeat(10_000) }],
  ['an event', { kind: 'no-capacity', event: `was unable to place a task. Reason: ${TEXTS.join(' ')}` }],
];

describe('texts from a task that try to be something else stay plain text', () => {
  it.concurrent.each(WAYS)('in %s', async (_, does) => {
    const { log, summary, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ behaviours, faults }) => {
        behaviours.fallback = does;
        faults.deny.add('ecr:*');
      },
    });
    expect(outputs['outcome']).toBe('rolled-back');
    const commands = log.split(/[\r\n\u0085\u2028\u2029]/u).filter((line) => COMMAND.test(line));
    expect(commands.filter((line) => !OURS.test(line))).toEqual([]);
    expect(commands.filter((line) => line.startsWith('::error')).length).toBeLessThanOrEqual(10);
    for (const invisible of ['\u001b[31m', '\u202e']) expect(log).not.toContain(invisible);
    expect(summary.length).toBeLessThan(1_048_576);
    const html = await toHtml(summary);
    expect(html).not.toMatch(EVIL);
    expect(html.match(/markdown-alert-caution/gu)).toHaveLength(1);
  });
});

it('an endpoint from AWS contains nothing invisible, wherever it is shown', async () => {
  const played = await play({
    scenario: 'express-canary',
    inputs: { service: 'shop', image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` },
    change: ({ home }) => {
      const [path] = home.services[0]?.express?.configuration.ingressPaths ?? [];
      if (path !== undefined) path.endpoint = 'https://sh-1.on.aws/\u202egnp.exe\u001b[31m\n"><b>\u200b';
    },
  });
  expect(played.outputs['endpoint']).toBe('https://sh-1.on.aws/gnp.exe%0A%22%3E%3Cb%3E');
  for (const text of [played.log, played.summary, played.report])
    expect(text).not.toMatch(/[[\p{Cf}\p{Cc}]--\n]|\\u202e|"><b>/v);
});
