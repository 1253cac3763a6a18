import { expect, it } from 'vitest';
import type { Problem } from '../../src/model.ts';
import { tellToLeaveOut } from '../../src/plan/leave-out.ts';

function idle(service: string, severity: Problem['severity'] = 'error'): Problem {
  return {
    rule: 'no-deployment-in-flight',
    severity,
    message: 'Idle.',
    fix: 'Wait.',
    origin: { kind: 'service', service },
  };
}

it.each<[title: string, problems: Problem[], fixes: string[]]>([
  ['one', [idle('api')], ['To continue with web and db, remove api from `service`. Wait.']],
  [
    'two, each with the same advice',
    [idle('api'), idle('db')],
    Array<string>(2).fill('To continue with web, remove api and db from `service`. Wait.'),
  ],
  ['all: nothing would be left', [idle('api'), idle('db'), idle('web')], ['Wait.', 'Wait.', 'Wait.']],
  ['a warning stops nobody', [idle('api', 'warning')], ['Wait.']],
])('names the services to leave out: %s', (_, problems, fixes) => {
  expect(tellToLeaveOut(problems, ['web', 'api', 'db']).map(({ fix }) => fix)).toEqual(fixes);
});
