import { describe, expect, it } from 'vitest';
import { parse, told, type Given } from './reading.ts';
import { inWords } from '../github/in-words.ts';

const FILE = { 'task-definition': 'task-definition.json' };

describe('a step with nothing to work on', () => {
  it.each<[Given, string]>([
    [{ service: 'web' }, 'nothing-to-deploy image'],
    [{ service: 'web', cluster: 'prod', image: ' ' }, 'nothing-to-deploy image'],
    [{ service: 'web', 'wait-for-minutes': '5', 'force-new-deployment': 'false' }, 'nothing-to-deploy image'],
    [{ service: 'web', 'run-task': 'true' }, 'nothing-to-deploy image'],
    [{ service: 'web', variables: 'TAG=1' }, 'nothing-to-deploy image'],
    [{ service: 'web', 'environment-variables': '# none' }, 'nothing-to-deploy image'],
    [{ service: 'web', 'infrastructure-role-arn': 'arn' }, 'nothing-to-deploy image'],
    [{ mode: 'plan', service: 'web' }, 'nothing-to-deploy image'],
    [{ 'service-name': 'shop' }, 'nothing-to-deploy image'],

    [{ service: 'web', 'container-name': 'app' }, 'empty-image image'],
    [{ service: 'web', ...FILE, 'container-name': 'app' }, 'empty-image image'],
    [{ mode: 'register', ...FILE, 'container-name': 'app' }, 'empty-image image'],
    [{ mode: 'run-task', service: 'web', 'container-name': 'app' }, 'empty-image image'],
    [{ mode: 'plan', ...FILE, 'container-name': 'app' }, 'empty-image image'],
    [{ service: 'web', 'force-new-deployment': 'true', 'container-name': 'app' }, 'empty-image image'],
    [{ service: 'web', ...FILE, images: 'app=\nproxy=nginx:1' }, 'empty-image images'],
    [{ service: 'web', ...FILE, images: '{"app": " "}' }, 'empty-image images'],

    [{ ...FILE }, 'no-service service'],
    [{ ...FILE, 'run-task': 'true' }, 'no-service service'],
    [{ image: 'web:1' }, 'no-service service'],
    [{}, 'no-service service'],
    [{ mode: 'rollback' }, 'no-service service'],
    [{ mode: 'watch', cluster: 'prod' }, 'no-service service'],
    [{ mode: 'continue' }, 'no-service service'],
    [{ mode: 'stop' }, 'no-service service'],
    [{ mode: 'plan', 'rollback-to': '41' }, 'no-service service'],

    [{ mode: 'register' }, 'nothing-to-do task-definition'],
    [{ mode: 'plan' }, 'nothing-to-do task-definition'],
    [{ mode: 'run-task', image: 'web:1' }, 'nothing-to-do task-definition'],
  ])('%j', (given, problem) => {
    expect(told(given)).toEqual([problem]);
    expect(parse(given).problems).toMatchObject([{ severity: 'error' }]);
  });

  it('says how a value ends up empty', () => {
    for (const given of [{ service: 'web' }, FILE, { service: 'web', 'container-name': 'app' }, { mode: 'plan' }]) {
      const [problem] = parse(given).problems;
      expect(inWords(problem?.fix)).toMatch(/step id .* `needs`.* account ID/);
    }
  });
});

it.each<[Given, RegExp]>([
  [FILE, /mode: plan only renders .* mode: register registers it, and mode: run-task runs it once\.$/],
  [{ ...FILE, 'run-task': 'true' }, /To run the task without a service, use mode: run-task\.$/],
])('without a service, %j has a mode of its own', (given, fix) =>
  expect(inWords(parse(given).problems[0]?.fix)).toMatch(fix),
);

describe('a step with something to do', () => {
  it.each<Given>([
    { service: 'web', image: 'web:1' },
    { service: 'web', images: 'app=web:1' },
    { service: 'web', ...FILE },
    { service: 'web', 'task-definition-arn': 'arn' },
    { service: 'web', 'task-definition-family': 'web' },
    { service: 'web', 'force-new-deployment': 'true' },
    { service: 'web', 'desired-count': '0' },
    { service: 'web', 'circuit-breaker': 'off' },
    { service: 'web', 'enable-execute-command': 'false' },
    { service: 'web', cpu: '256' },
    { service: 'web', tags: 'team=a' },
    { service: 'web', 'codedeploy-appspec': 'appspec.yaml' },
    { service: 'shop', 'min-task-count': '2' },
    { service: 'shop', 'mutate-tags-on-update': 'true' },
    { service: 'web', 'container-name': 'app', 'environment-variables': 'A=1' },
    { mode: 'register', ...FILE },
    { mode: 'plan', ...FILE },
    { mode: 'run-task', ...FILE },
    { mode: 'run-task', service: 'web' },
    { mode: 'plan', service: 'web', 'rollback-to': 'previous' },
    { mode: 'rollback', service: 'web' },
    { mode: 'watch', service: 'web' },
    { mode: 'stop', service: 'web' },
  ])('%j', (given) => {
    expect(told(given)).toEqual([]);
  });
});

it('does not mistake an invalid value for an empty one', () => {
  expect(told({ service: '$SERVICE', ...FILE })).toEqual(['unexpanded-variable service']);
  expect(told({ service: 'web', image: '$IMAGE' })).toEqual(['unexpanded-variable image']);
  expect(told({ service: 'web', 'desired-count': '-0' })).toEqual(['input-format desired-count']);
  expect(told({ service: 'web', mode: 'rolback' })).toEqual(['input-format mode']);
});

describe('an input that does not exist', () => {
  const surroundings = (...names: string[]) => ({ names, isSet: () => false });

  it.each([
    ['SERVCE', 'service'],
    ['TASK_DEFINITION', 'task-definition'],
    ['TASKDEFINITION', 'task-definition'],
    ['FORCE-NEW-DEPLOYMNT', 'force-new-deployment'],
    ['RUN-TASK-ASSIGN-PUBLIC-IPS', 'run-task-assign-public-IP'],
    ['TAG', 'tags'],
    ['IMAGE-URI', 'image'],
    ['AWS-REGION', undefined],
    ['VERSION', undefined],
    ['ROLE', undefined],
    ['ENV', undefined],
    ['NAME', undefined],
  ])('%s', (name, meant) => {
    const [problem, ...more] = parse({ mode: 'register', ...FILE }, surroundings(name, 'TASK-DEFINITION')).problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      rule: 'unknown-input',
      severity: meant === undefined ? 'warning' : 'error',
      message: `This action has no input "${name.toLowerCase()}".`,
      fix: meant === undefined ? expect.stringMatching(/^Remove it/) : `Did you mean "${meant}"? Rename it.`,
    });
  });

  it('is taken for the one that was meant', () => {
    expect(told(FILE, surroundings('SERVCE'))).toEqual(['unknown-input servce']);
    expect(told({ service: 'web' }, surroundings('IMGE'))).toEqual(['unknown-input imge']);
    expect(told(FILE, surroundings('VERSION'))).toEqual(['unknown-input version', 'no-service service']);
  });

  it('says where the Region belongs', () => {
    expect(parse({}, surroundings('AWS-REGION')).problems[0]?.fix).toContain('AWS_REGION');
  });
});
