import { expect, test } from 'vitest';
import { clientAddress } from '../../src/watch/diagnose/client-address.ts';
import { WEB } from './case.ts';

const reads = (...variables: [string, string][]) => ({
  ...WEB,
  environment: variables.map(([name, value]) => ({ name, value })),
});
const TIMEOUT = '[ioredis] Unhandled error event: Error: connect ETIMEDOUT';

test.each<[string, [string, string][], string | undefined]>([
  [TIMEOUT, [['REDIS_HOST', 'cache.shop.internal']], 'cache.shop.internal:6379'],
  [TIMEOUT, [['REDIS_URL', 'redis://:x@cache.shop.internal:6380/0']], 'cache.shop.internal:6380'],
  [TIMEOUT, [['DATABASE_HOST', 'db.shop.internal']], undefined],
  [
    TIMEOUT,
    [
      ['REDIS_HOST', 'a.shop.internal'],
      ['CACHE_HOST', 'b.shop.internal'],
    ],
    undefined,
  ],
  ['asyncpg: connection timed out', [['DB_HOST', 'db.shop.internal']], 'db.shop.internal:5432'],
  ['connection timed out', [['DB_HOST', 'db.shop.internal']], undefined],
])('%s %j', (line, variables, address) => {
  expect(clientAddress(line, reads(...variables))).toBe(address);
});
