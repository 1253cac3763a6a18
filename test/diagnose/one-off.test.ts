import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { awsError, diagnoseOneOffCase, taskId, WEB, type Case } from './case.ts';
import { exited } from './tasks.ts';

const failing = (lines: string[], more: Partial<Case> = {}): Case => ({
  tasks: [exited({ name: 'web', exitCode: 1 })],
  logs: { [`ecs/web/${taskId(0)}`]: lines },
  ...more,
});
/** What only a service could be told. */
const FOR_A_SERVICE = /`run-task`|before the deployment|have not run|several new tasks|keep running/;

describe('a one-off task that fails', () => {
  it.each<[string, Case, string, string[]]>([
    ['a table is missing', failing(['error: relation "orders" does not exist']), 'says-schema-missing', ['orders']],
    [
      'a table is missing in a migration',
      failing(['sqlite3.OperationalError: no such table: orders'], {
        containers: [{ ...WEB, command: ['python', 'manage.py', 'migrate'] }],
      }),
      'says-schema-missing',
      ['orders', 'baseline'],
    ],
    [
      'a table is missing, in the words of MySQL',
      failing(["ERROR 1146 (42S02) at line 3: Table 'shop.orders' doesn't exist"]),
      'says-schema-missing',
      ['shop.orders', 'schema'],
    ],
    [
      'the lock is held',
      failing([
        'Error: P1002 Timed out trying to acquire a postgres advisory lock (SELECT pg_advisory_lock(72707369)).',
      ]),
      'says-migration-locked',
      ['release'],
    ],
    [
      'an earlier migration failed',
      failing(['error: Dirty database version 42. Fix and force version.']),
      'says-migration-failed',
      ['42', 'run the task again'],
    ],
    [
      'nobody may read its log',
      failing([], { errors: { lastLines: awsError('AccessDeniedException') } }),
      'exit-code-1',
      ['logs:GetLogEvents', 'aws logs tail /ecs/web'],
    ],
  ])('%s', async (_, given, id, facts) => {
    const [cause] = await diagnoseOneOffCase(given);
    expect(cause?.id).toBe(id);
    const told = [cause && causeText(cause), cause?.explanation, cause?.fix].join('\n');
    for (const fact of facts) expect(told).toContain(fact);
    expect(told).not.toMatch(FOR_A_SERVICE);
  });
});
