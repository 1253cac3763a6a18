import { expect, it } from 'vitest';
import type { DeployEvent } from '../../src/model.ts';
import { inLogOrder } from '../../src/report/log-time.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds));
const notice = (seconds: number): DeployEvent => ({ at: at(seconds), kind: 'notice', message: '' });

it('shows late events with the time of the previous line, and nothing in the future', () => {
  const ordered = inLogOrder(() => at(30));
  const shown = [10, 6, 12, 1200, 31].map((seconds) => ordered(notice(seconds)).at.getTime());
  expect(shown).toEqual([10, 10, 12, 30, 30].map((seconds) => at(seconds).getTime()));
});
