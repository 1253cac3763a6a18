import { describe, expect, it } from 'vitest';
import { isStillStarting } from '../../src/explain/start-up.ts';

const SPRING =
  '2026-09-01T10:00:05Z  INFO 1 --- [main] com.acme.shop.ShopApplication : Starting ShopApplication v3.2.0 using Java 21.0.4 with PID 1';

describe('a start that has not ended', () => {
  it.each<[string, string[], boolean]>([
    ['Spring began', [SPRING, 'HikariPool-1 - Start completed.'], true],
    ['Spring is ready', [SPRING, 'Started ShopApplication in 9.1 seconds (process running for 10.4)'], false],
    ['Puma began', ['=> Booting Puma', '=> Rails 8.0.2 application starting in production'], true],
    ['Puma listens', ['=> Booting Puma', '* Listening on http://0.0.0.0:8080'], false],
    ['Next is ready', ['▲ Next.js 15.4.2', '✓ Ready in 214ms'], false],
    ['a program of its own words', ['shop 3.2.0'], false],
  ])('%s', (_, lines, is) => expect(isStillStarting(lines)).toBe(is));
});
