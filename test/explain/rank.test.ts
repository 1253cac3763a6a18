import { describe, expect, it } from 'vitest';
import { explain, type Explanation } from '../../src/explain/explain.ts';
import { explainLine } from '../../src/explain/log.ts';
import { rank, type Suspect } from '../../src/explain/rank.ts';
import { weigh, type Evidence } from '../../src/explain/weigh.ts';

const suspect = (key: string, more: Partial<Suspect> = {}): Suspect => ({
  tier: 'task',
  key,
  count: 1,
  unit: 'task',
  excludes: [],
  ...more,
});
const order = (...suspects: Suspect[]): string[] => rank(suspects).map(({ key }) => key);

describe('the ranking of causes', () => {
  it.each<[string, Suspect[], string[]]>([
    ['the root before what follows', [suspect('health', { tier: 'health' }), suspect('crash')], ['crash', 'health']],
    [
      'what no retry fixes first',
      [suspect('crash', { count: 9 }), suspect('image', { tier: 'hopeless' })],
      ['image', 'crash'],
    ],
    ['what happened most often first', [suspect('once'), suspect('often', { count: 5 })], ['often', 'once']],
    [
      'what often passes behind what does not',
      [suspect('spot', { tier: 'passing', count: 9 }), suspect('crash')],
      ['crash', 'spot'],
    ],
    ['no echo beside a root', [suspect('breaker', { tier: 'echo' }), suspect('crash')], ['crash']],
    ['one echo alone', [suspect('breaker', { tier: 'echo' }), suspect('steady', { tier: 'echo' })], ['breaker']],
    [
      'words that nobody has described before an echo that is known',
      [suspect('breaker', { tier: 'echo', cause: 'circuit-breaker' }), suspect('new words', { tier: 'echo' })],
      ['new words', 'breaker'],
    ],
    ['the same thing once', [suspect('crash', { count: 2 }), suspect('crash')], ['crash']],
    [
      'nothing that a stronger one rules out',
      [
        suspect('slow', { excludes: ['target-timeout'] }),
        suspect('group', { tier: 'health', cause: 'target-timeout' }),
      ],
      ['slow'],
    ],
    [
      'what only a weaker one rules out',
      [suspect('group', { cause: 'target-timeout' }), suspect('slow', { tier: 'event', excludes: ['target-timeout'] })],
      ['group', 'slow'],
    ],
    [
      'nothing that something ruled out would rule out',
      [
        suspect('a', { tier: 'hopeless', excludes: ['alarm'] }),
        suspect('b', { cause: 'alarm', excludes: ['target-404'] }),
        suspect('c', { tier: 'event', cause: 'target-404' }),
      ],
      ['a', 'c'],
    ],
    [
      'an alarm that stopped what happened once',
      [suspect('crash'), suspect('alarm', { tier: 'reaction', cause: 'alarm' })],
      ['alarm', 'crash'],
    ],
    [
      'an alarm behind what fails again and again',
      [suspect('crash', { count: 3 }), suspect('alarm', { tier: 'reaction', cause: 'alarm' })],
      ['crash', 'alarm'],
    ],
    ['nothing where nothing is', [], []],
  ])('lists %s', (_, suspects, wanted) => {
    expect(order(...suspects)).toEqual(wanted);
  });

  it('does not depend on the order in which the evidence came', () => {
    const all = [suspect('a', { tier: 'event' }), suspect('b', { count: 2 }), suspect('c', { tier: 'hopeless' })];
    expect(order(...all)).toEqual(order(...all.toReversed()));
  });
});

const known = (text: string): Explanation => {
  const found = explain(text) ?? explainLine(text);
  if (found === undefined) throw new Error(`nobody explains: ${text}`);
  return found;
};
const of = (source: Evidence['source'], text?: string, more: Partial<Evidence> = {}): Evidence => ({
  source,
  explanation: text === undefined ? undefined : known(text),
  sure: true,
  ...more,
});

describe('the weighing of one failure', () => {
  const exit = of('stop-reason', 'container web exited with code 1');
  const refused = of('log', 'Error: connect ECONNREFUSED 10.0.4.7:5432');
  const port = of('listening', 'listens on port 3000, the load balancer asks port 8080');
  const timeout = of('stop-reason', 'Request timed out');
  it.each<[string, Evidence[], Evidence | undefined]>([
    ['a log over an exit code', [exit, refused], refused],
    [
      'an unknown error in a log over an exit code',
      [exit, of('log', undefined, { line: 'boom' })],
      of('log', undefined, { line: 'boom' }),
    ],
    [
      'a stop reason that says why over a log',
      [of('stop-reason', 'OutOfMemoryError: Container killed'), refused],
      of('stop-reason', 'OutOfMemoryError: Container killed'),
    ],
    ['a proved port over what the load balancer says', [timeout, port], port],
    [
      'a start that is too slow over an unknown error',
      [timeout, of('start-up', 'ready after 74 s, grace period 30 s, 0 s of checks, take 120 s'), of('log')],
      of('start-up', 'ready after 74 s, grace period 30 s, 0 s of checks, take 120 s'),
    ],
    ['what is not sure never', [exit, { ...refused, sure: false }], exit],
    ['nothing where nothing is', [], undefined],
  ])('takes %s', (_, evidence, wanted) => {
    expect(weigh(evidence)).toEqual(wanted);
  });

  it('never takes what other evidence rules out', () => {
    const tls = of(
      'log',
      'FATAL:  no pg_hba.conf entry for host "10.0.1.5", user "web", database "shop", no encryption',
    );
    const login = of('log', 'FATAL:  password authentication failed for user "web"');
    expect(weigh([login, tls])).toBe(tls);
  });
});
