import { expect, it } from 'vitest';
import { readDenial } from '../../src/aws/denial.ts';
import { toMissingPermissions } from '../../src/aws/missing-permissions.ts';

const USER = 'User: arn:aws:sts::111122223333:assumed-role/deploy/session is not authorized to perform:';

it.each<[text: string, denial: object | undefined]>([
  [
    `${USER} ecs:ListTasks on resource: * because no identity-based policy allows the ecs:ListTasks action`,
    { action: 'ecs:ListTasks', resource: '*' },
  ],
  [
    `${USER} elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows the action`,
    { action: 'elasticloadbalancing:DescribeTargetHealth', resource: '*' },
  ],
  [
    `${USER} logs:GetLogEvents on resource: arn:aws:logs:x:1:log-group:a:log-stream:b with an explicit deny in a service control policy`,
    {
      action: 'logs:GetLogEvents',
      resource: 'arn:aws:logs:x:1:log-group:a:log-stream:b',
      forbiddenBy: 'service control policy',
    },
  ],
  ['Access denied', undefined],
])('reads "%s"', (text, denial) => {
  expect(readDenial(new Error(text))).toEqual(denial && { forbiddenBy: undefined, ...denial });
});

it('says nothing if nothing was denied', () => expect(toMissingPermissions([])).toBeUndefined());

it('gives one statement for everything, and leaves out what only this run has', () => {
  const arn = 'arn:aws:ecs:us-east-1:111122223333';
  const missing = toMissingPermissions([
    { action: 'ecs:DescribeTasks', resource: `${arn}:task/prod/0a1b` },
    { action: 'ecs:DescribeTasks', resource: `${arn}:task/prod/2c3d` },
    { action: 'ecs:DescribeServiceDeployments', resource: `${arn}:service-deployment/prod/web/4e5f` },
    { action: 'ecs:StopServiceDeployment', resource: `${arn}:service/prod/web`, forbiddenBy: 'permissions boundary' },
  ]);
  expect(missing?.message).toContain('3 optional permissions');
  const [json = ''] = /\{.*\}/.exec(missing?.fix ?? '') ?? [];
  expect(JSON.parse(json)).toEqual({
    Effect: 'Allow',
    Action: ['ecs:DescribeTasks', 'ecs:DescribeServiceDeployments'],
    Resource: [`${arn}:task/prod/*`, `${arn}:service-deployment/prod/web/*`],
  });
  expect(missing?.fix).toContain('A permissions boundary forbids ecs:StopServiceDeployment');
});
