import { expect, test } from 'vitest';
import { answersLate } from '../../src/explain/answer-time.ts';

test.each<[string, string[], number | undefined]>([
  ['morgan', ['GET /health 200 2350.114 ms - 15', 'GET /health 200 2411.5 ms - 15'], 2.4115],
  ['Rails', ['Started GET "/health"', 'method=GET path=/health status=200 duration=3120.5ms'], 3.1205],
  ['seconds', ['"GET /health HTTP/1.1" 200 2 rt=0 request_time=4.2'], 4.2],
  ['one of them in time', ['GET /health 200 2350 ms', 'GET /health 200 12 ms'], undefined],
  ['another path', ['GET /healthy 200 2350 ms', 'GET /orders 200 9000 ms'], undefined],
  ['no times', ['GET /health 200'], undefined],
])('%s', (_, lines, seconds) => {
  const found = answersLate(lines, '/health', 2);
  expect(found === undefined ? undefined : Math.round(found * 10_000) / 10_000).toBe(seconds);
});
