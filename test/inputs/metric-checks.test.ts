import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMetricChecks } from '../../src/inputs/metric-checks.ts';

const valueOf = (text: string): unknown => {
  const parsed = parseMetricChecks(text);
  return 'value' in parsed ? parsed.value.map((check) => ({ ...check, text: undefined })) : parsed.message;
};
const usual = { kind: 'metric', orEqual: true, minutes: 5, minRequests: 100 };

describe('metric checks', () => {
  it.each<[line: string, wanted: object]>([
    ['alarm checkout-5xx', { kind: 'alarm', name: 'checkout-5xx' }],
    ['Alarm "Checkout 5xx, high"', { kind: 'alarm', name: 'Checkout 5xx, high' }],
    ['5xx-rate < 1%', { ...usual, orEqual: false, metric: '5xx-rate', limit: { kind: 'absolute', value: 1 } }],
    ['5xx-rate <= old + 0.5%', { ...usual, metric: '5xx-rate', limit: { kind: 'old', factor: 1, plus: 0.5 } }],
    ['5xx-rate<=old*1.5', { ...usual, metric: '5xx-rate', limit: { kind: 'old', factor: 1.5, plus: 0 } }],
    ['p99 < 800ms', { ...usual, orEqual: false, metric: 'p99', limit: { kind: 'absolute', value: 800 } }],
    ['p99.9 < 1.5s', { ...usual, orEqual: false, metric: 'p99.9', limit: { kind: 'absolute', value: 1500 } }],
    ['average <= old + 50 ms', { ...usual, metric: 'average', limit: { kind: 'old', factor: 1, plus: 50 } }],
    ['P50 <= old', { ...usual, metric: 'p50', limit: { kind: 'old', factor: 1, plus: 0 } }],
    [
      'p95 <= old * 1.2 over 10 minutes, min 200 requests',
      { ...usual, metric: 'p95', limit: { kind: 'old', factor: 1.2, plus: 0 }, minutes: 10, minRequests: 200 },
    ],
    [
      '5xx-rate < 1% min 5 requests',
      { ...usual, orEqual: false, metric: '5xx-rate', limit: { kind: 'absolute', value: 1 }, minRequests: 5 },
    ],
  ])('reads %j', (line, wanted) => expect(valueOf(line)).toEqual([{ ...wanted, text: undefined }]));

  it.each<[line: string, names: string]>([
    ['', 'no check'],
    ['alarm', 'no check that this version knows'],
    ['5xx-rate', 'no check that this version knows'],
    ['errors < 1%', '"errors"'],
    ['p100 < 1s', '"p100"'],
    ['p0 < 1s', '"p0"'],
    ['5xx-rate < 800ms', '"800ms"'],
    ['p99 < 1%', '"1%"'],
    ['5xx-rate < 101%', '"101%"'],
    ['p99 < 800', '"800"'],
    ['5xx-rate > 1%', 'no check that this version knows'],
    ['5xx-rate < 1% over 0 minutes', '0 minutes'],
    ['5xx-rate < 1% over 90 minutes', '90 minutes'],
    ['5xx-rate < 1%, min 0 requests', 'without a request'],
    ['5xx-rate < 1% for 5 minutes', '5 minutes'],
  ])('refuses %j', (line, names) => expect(valueOf(line)).toContain(names));

  it('tells every mistake at once, with its line', () => {
    expect(valueOf('nope\n5xx-rate < 1%\np99 < 1%')).toMatch(/line 1.*line 3/);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseMetricChecks(text)));
  });
});
