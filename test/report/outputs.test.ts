import { expect, test } from 'vitest';
import { toJsonReport } from '../../src/report/json.ts';
import { toOutputs } from '../../src/report/outputs.ts';
import { checked, failedChecks, oneOffFailed, plan, registered, severalServices } from '../report/more-reports.ts';
import { report, serviceReport, success } from '../report/reports.ts';
import { definitionArn } from '../report/timeline.ts';
import { validReport } from '../report/valid-report.ts';

const files = { report: '/tmp/report.json' };

test('one service has plain outputs', () => {
  const renderedFiles = [{ family: 'web', path: '/tmp/td.json' }];
  const outputs = toOutputs({ ...success(), renderedFiles }, files);
  expect({ ...outputs, 'target-health': JSON.parse(outputs['target-health'] ?? '').length }).toEqual({
    outcome: 'succeeded',
    changes: 'true',
    'task-definition': '/tmp/td.json',
    report: '/tmp/report.json',
    'task-definition-arn': definitionArn('web:43'),
    'previous-task-definition-arn': definitionArn('web:42'),
    'service-arn': 'arn:aws:ecs:eu-west-1:123456789012:service/prod/web',
    'deployment-arn': 'arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/web/kZ3xq7Tg1mPnR9sVbY2wA',
    endpoint: 'https://shop.example.com/',
    'target-health': 4,
  });
});

test('several rendered files are keyed by their family', () => {
  const renderedFiles = ['web', 'api'].map((family) => ({ family, path: `/tmp/${family}.json` }));
  const { 'task-definition': files } = toOutputs({ ...success(), renderedFiles }, {});
  expect(JSON.parse(files ?? '')).toEqual({ web: '/tmp/web.json', api: '/tmp/api.json' });
});

test('several services have objects keyed by name', () => {
  const outputs = toOutputs(severalServices(), {});
  expect(outputs['outcome']).toBe('rolled-back');
  expect(JSON.parse(outputs['task-definition-arn'] ?? '')).toEqual({
    web: definitionArn('web:43'),
    worker: definitionArn('worker:9'),
    mailer: definitionArn('mailer:3'),
  });
  expect(Object.keys(JSON.parse(outputs['endpoint'] ?? ''))).toEqual(['web', 'mailer']);
});

test('two services with one name are distinguished by cluster', () => {
  const twins = report([serviceReport(), serviceReport({ cluster: 'staging' })]);
  expect(Object.keys(JSON.parse(toOutputs(twins, {})['service-arn'] ?? ''))).toEqual(['prod/web', 'staging/web']);
});

test('a registration outputs its revision', () => {
  expect(toOutputs(registered(), {})['task-definition-arn']).toBe(definitionArn('web:43'));
});

test('a one-off task outputs its ARNs like the official action', () => {
  const outputs = toOutputs(oneOffFailed(), {});
  expect(outputs['run-task-arn']).toBe(
    '["arn:aws:ecs:eu-west-1:123456789012:task/prod/0123456789abcdef0123456789abcdef"]',
  );
  expect(outputs['task-definition-arn']).toBe(definitionArn('web:43'));
});

test('a plan says whether anything would change', () => {
  expect(toOutputs(plan(), {})['changes']).toBe('true');
  expect(toOutputs(plan(false), {})['changes']).toBe('false');
});

test('what does not exist is not output', () => {
  expect(toOutputs(failedChecks(), {})).toEqual({ outcome: 'failed', changes: 'false' });
  expect(toOutputs(checked(), {})).toEqual({ outcome: 'checked' });
});

test('the JSON report has public names, and every key that its schema knows', () => {
  const report = validReport(toJsonReport(success()));
  expect(report).toMatchObject({ schemaVersion: 1, mode: 'deploy', outcome: 'succeeded', causes: [] });
  const [service] = report.services;
  expect(service).toMatchObject({
    name: 'web',
    cluster: 'prod',
    type: 'classic',
    outcome: 'succeeded',
    taskDefinitionDiff: success().services[0]?.definitionDiff,
    settingChanges: success().services[0]?.changes,
  });
  expect(service?.events).toHaveLength(success().services[0]?.timeline.length ?? 0);
});

test.each([
  ['checks that fail', failedChecks()],
  ['a check without AWS', checked()],
  ['a plan', plan()],
  ['a registration', registered()],
  ['a one-off task', oneOffFailed()],
  ['several services', severalServices()],
])('the JSON report of %s keeps to its schema', (_, written) => {
  expect(validReport(toJsonReport(written)).outcome).toBe(written.outcome.kind);
});

test('a key that the schema does not know is noticed', () => {
  const text = toJsonReport(success()).replace('"schemaVersion"', '"secretPlan": 1, "schemaVersion"');
  expect(() => validReport(text)).toThrow('secretPlan');
});
