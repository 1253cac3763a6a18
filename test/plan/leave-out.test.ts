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
  ['one', [idle('api')], ['To go on with web and db, leave api out of `service`. Wait.']],
  [
    'two, each with the same advice',
    [idle('api'), idle('db')],
    Array<string>(2).fill('To go on with web, leave api and db out of `service`. Wait.'),
  ],
  ['all: nothing would be left', [idle('api'), idle('db'), idle('web')], ['Wait.', 'Wait.', 'Wait.']],
  ['a warning stops nobody', [idle('api', 'warning')], ['Wait.']],
])('names the services to leave out: %s', (_, problems, fixes) => {
  expect(tellToLeaveOut(problems, ['web', 'api', 'db']).map(({ fix }) => fix)).toEqual(fixes);
});
