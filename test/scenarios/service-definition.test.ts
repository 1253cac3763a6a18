import { describe, expect, it } from 'vitest';
import { addHostedWeb, addLiveWeb } from '../../emulator/scenarios/live-web.ts';
import { describeServices } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import { FILES } from './play-codedeploy.ts';
import { play, playInTurn, REGISTRY } from './play.ts';

const WEB = { service: 'web', cluster: 'prod' };

const deploy = (text: string, more: Partial<Parameters<typeof play>[0]> = {}) =>
  play({ scenario: 'classic-healthy', ...more, inputs: { ...WEB, 'service-definition': text, ...more.inputs } });

const asks = (writes: { action: string; params: unknown }[]): unknown[] =>
  writes.map(({ action, params }) => [action, params]);

const hosted = (world: World): void => void addHostedWeb(world);

const rules = ({ report }: { report: string }): string[] =>
  (JSON.parse(report) as { problems: { rule: string }[] }).problems.map(({ rule }) => rule);

describe('a service definition for a live service', () => {
  it('sends the one setting that differs, merged with what is live, and follows the deployment it starts', async () => {
    const played = await deploy(
      `deploymentConfiguration:\n  minimumHealthyPercent: 50\nnetworkConfiguration:\n  awsvpcConfiguration:\n    assignPublicIp: ENABLED\n`,
    );
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(asks(played.writes)).toEqual([
      [
        'UpdateService',
        {
          cluster: 'prod',
          service: 'web',
          deploymentConfiguration: expect.objectContaining({
            minimumHealthyPercent: 50,
            maximumPercent: 200,
            deploymentCircuitBreaker: expect.objectContaining({ enable: true, rollback: true }),
          }),
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'],
              securityGroups: ['sg-0ccc3333'],
              assignPublicIp: 'ENABLED',
            },
          },
        },
      ],
    ]);
    expect(played.outputs['deployment-arn']).toMatch(/service-deployment/);
  });

  it('sets the tags that differ, leaves the others, and says so in a plan', async () => {
    const text = 'tags:\n  - key: team\n    value: shop\n  - key: stage\n    value: live\n';
    const change = (world: World): void => {
      for (const service of world.home.services) {
        service.tags = [
          { key: 'team', value: 'web' },
          { key: 'stage', value: 'live' },
          { key: 'owner', value: 'finance' },
        ];
      }
    };
    const inputs = { ...WEB, 'service-definition': text };
    const unfollowed = { 'desired-count': '3', 'wait-for-service-stability': 'false' };
    const steps = [
      { ...inputs, mode: 'plan' },
      { ...inputs, 'desired-count': '2', 'wait-for-service-stability': 'false' },
      { ...inputs, 'desired-count': '3' },
      { ...inputs, ...unfollowed, 'service-definition': `${text}  - key: tier\n    value: front\n` },
      { ...inputs, ...unfollowed, 'desired-count': '2', 'service-definition': 'tags: [{ key: tier, value: back }]\n#' },
    ];
    const [planned, played, again, tagged, both] = await playInTurn({ scenario: 'classic-healthy', change }, steps);
    expect(planned?.log).toContain('tags.team: "web" → "shop"');
    expect(planned?.outputs['changes']).toBe('true');
    expect(asks(played?.writes ?? [])).toEqual([
      [
        'TagResource',
        { resourceArn: expect.stringMatching(/service\/prod\/web$/), tags: [{ key: 'team', value: 'shop' }] },
      ],
    ]);
    expect(played?.log).toContain('✅ The tags of web were changed.');
    expect(played?.emulator.world.home.services[0]?.tags).toContainEqual({ key: 'owner', value: 'finance' });
    expect(again?.writes.map(({ action }) => action)).toEqual(['UpdateService']);
    expect(again?.log).toContain('✅ The settings of web were updated: 3 tasks are running.');
    expect([tagged?.log, tagged?.outputs['outcome']]).toEqual([
      expect.stringContaining('✅ The tags of web were changed.'),
      'succeeded',
    ]);
    expect(both?.log).toContain(
      '▶️ The settings of web were sent (a count of 2 and its tags); they were not followed.',
    );
  });

  it('sends nothing if it says what is live, in another order and with the defaults written', async () => {
    const played = await deploy(
      JSON.stringify({
        serviceName: 'web',
        cluster: 'prod',
        desiredCount: 2,
        launchType: 'FARGATE',
        platformVersion: 'LATEST',
        schedulingStrategy: 'REPLICA',
        deploymentController: { type: 'ECS' },
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['subnet-0bbb2222', 'subnet-0aaa1111'],
            securityGroups: ['sg-0ccc3333'],
            assignPublicIp: 'DISABLED',
          },
        },
        deploymentConfiguration: {
          strategy: 'ROLLING',
          maximumPercent: 200,
          minimumHealthyPercent: 100,
          alarms: { alarmNames: [], enable: false, rollback: false },
        },
        placementConstraints: [],
        enableECSManagedTags: false,
        enableExecuteCommand: false,
        propagateTags: 'NONE',
      }),
    );
    expect(played.writes).toEqual([]);
    expect(played.outputs['outcome']).toBe('unchanged');
  });

  it('takes an answer of describe-services, without what is read-only', async () => {
    const scout = await play({ scenario: 'classic-healthy', inputs: { ...WEB, mode: 'watch' } });
    const [service] = describeServices(scout.emulator.world.home, { cluster: 'prod', services: ['web'] }).services;
    const text = JSON.stringify({ services: [{ ...service, desiredCount: 3 }], failures: [] }, undefined, 2);
    const played = await deploy(text, { inputs: { service: '', cluster: '' } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(asks(played.writes)).toEqual([['UpdateService', { cluster: 'prod', service: 'web', desiredCount: 3 }]]);
  });

  it.each([
    ['no placement', hosted, { placementStrategy: [] }, undefined],
    [
      'AZ rebalancing',
      undefined,
      { availabilityZoneRebalancing: 'ENABLED' },
      { availabilityZoneRebalancing: 'ENABLED' },
    ],
    [
      'monitoring',
      undefined,
      { monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] } },
      { monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] } },
    ],
    [
      'a Service Connect client',
      undefined,
      { serviceConnectConfiguration: { enabled: true, namespace: 'shop' } },
      { serviceConnectConfiguration: { enabled: true, namespace: 'shop' } },
    ],
    [
      "a Service Connect client in its cluster's namespace",
      (world: World): void => {
        addLiveWeb(world).cluster.namespace = 'shop';
      },
      { serviceConnectConfiguration: { enabled: true } },
      { serviceConnectConfiguration: { enabled: true } },
    ],
    [
      'a Spot strategy, which needs a forced deployment',
      undefined,
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }], forceNewDeployment: true },
    ],
  ])('%s', async (_, change, fields, sent) => {
    const { log, outputs, writes } = await deploy(
      JSON.stringify(fields),
      change === undefined ? {} : { scenario: 'empty', change },
    );
    expect(asks(writes), log).toEqual(
      sent === undefined ? [] : [['UpdateService', { cluster: 'prod', service: 'web', ...sent }]],
    );
    expect(outputs['outcome']).toBe(sent === undefined ? 'unchanged' : 'succeeded');
    if (sent !== undefined && 'forceNewDeployment' in sent)
      expect(log).toContain('Forcing a new deployment for capacityProviderStrategy');
  });

  it('sends a list that comes back from the service only in its revision once', async () => {
    const fields = {
      monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
    };
    const inputs = { ...WEB, 'service-definition': JSON.stringify(fields) };
    const [, second] = await playInTurn({ scenario: 'classic-healthy' }, [inputs, inputs]);
    expect(second?.writes).toEqual([]);
  });

  it.each<[tool: string, live: Parameters<typeof addLiveWeb>[1], fields: object]>([
    [
      'the CDK, which writes empty alarms and no count',
      {
        deploymentConfiguration: {
          maximumPercent: 200,
          minimumHealthyPercent: 50,
          alarms: { alarmNames: [], enable: false, rollback: false },
          deploymentCircuitBreaker: { enable: true, rollback: false },
        },
        enableECSManagedTags: false,
        tags: [{ key: 'aws:cloudformation:stack-name', value: 'web' }],
      },
      {
        deploymentConfiguration: {
          minimumHealthyPercent: 50,
          deploymentCircuitBreaker: { enable: true, rollback: false },
        },
        tags: [],
      },
    ],
    [
      'Terraform, which writes every default',
      { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
      {
        schedulingStrategy: 'REPLICA',
        availabilityZoneRebalancing: 'DISABLED',
        deploymentController: { type: 'ECS' },
        enableECSManagedTags: false,
        enableExecuteCommand: false,
        healthCheckGracePeriodSeconds: 0,
        placementConstraints: [],
        placementStrategy: [],
        serviceRegistries: [],
        capacityProviderStrategy: [],
        volumeConfigurations: [],
        deploymentConfiguration: { strategy: 'ROLLING', maximumPercent: 200, minimumHealthyPercent: 100 },
      },
    ],
    [
      'CloudFormation with a canary, in its defaults',
      {
        deploymentConfiguration: {
          strategy: 'ROLLING',
          lifecycleHooks: [
            { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP', 'PRE_SCALE_UP'] },
            {
              hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:check',
              lifecycleStages: ['POST_SCALE_UP'],
            },
          ],
          deploymentCircuitBreaker: { enable: true, rollback: true },
        },
      },
      {
        deploymentConfiguration: {
          lifecycleHooks: [
            {
              targetType: 'AWS_LAMBDA',
              hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:check',
              lifecycleStages: ['POST_SCALE_UP'],
              timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' },
            },
            { targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP', 'POST_SCALE_UP'] },
          ],
        },
      },
    ],
  ])('finds no difference to a service of %s', async (_, live, fields) => {
    const { outputs, writes, log } = await deploy(JSON.stringify(fields), {
      scenario: 'empty',
      change: (world) => void addLiveWeb(world, live),
    });
    expect(outputs['outcome'], log).toBe('unchanged');
    expect(writes).toEqual([]);
  });

  it('fills in ${NAME}, and takes the task definition from it', async () => {
    const played = await deploy('{ "taskDefinition": "${FAMILY}", "enableECSManagedTags": true }', {
      inputs: { variables: 'FAMILY=web', image: `${REGISTRY}/web@sha256:${'5d'.repeat(32)}` },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(asks(played.writes)).toEqual([
      ['RegisterTaskDefinition', expect.objectContaining({ family: 'web' })],
      ['UpdateService', expect.objectContaining({ enableECSManagedTags: true })],
    ]);
  });

  it.each([
    ['YAML', 'desiredCount: ${COUNT}\nenableECSManagedTags: ${TAGS}'],
    ['JSON', '{ "desiredCount": "${COUNT}", "enableECSManagedTags": "${TAGS}" }'],
    ['an answer of AWS', '{ "services": [{ "desiredCount": "${COUNT}", "enableECSManagedTags": "${TAGS}" }] }'],
  ])('makes a number or boolean of a placeholder where the API takes one: %s', async (_, text) => {
    const played = await deploy(text, { inputs: { variables: 'COUNT=3\nTAGS=true' } });
    expect(asks(played.writes)).toEqual([
      ['UpdateService', expect.objectContaining({ desiredCount: 3, enableECSManagedTags: true })],
    ]);
  });

  it('refuses a placeholder whose value is no number, with the value', async () => {
    const played = await deploy('{ "desiredCount": "${COUNT}" }', { inputs: { variables: 'COUNT=three' } });
    expect(played.log).toMatch(/"three".*\(wrong-type\)/);
    expect(played.writes).toEqual([]);
  });

  it('that an input contradicts loses, with a warning', async () => {
    const played = await deploy('{ "desiredCount": 3 }', { inputs: { 'desired-count': '5' } });
    expect(rules(played)).toContain('input-over-definition');
    expect(asks(played.writes)).toEqual([['UpdateService', { cluster: 'prod', service: 'web', desiredCount: 5 }]]);
    const same = await deploy('{ "desiredCount": 3 }', { inputs: { 'desired-count': '3', mode: 'plan' } });
    expect(rules(same)).not.toContain('input-over-definition');
  });
});

describe('mistakes in a service definition', () => {
  it('are all told, each on its line and column, before anything is written', async () => {
    const text = [
      'serviceName: web',
      'DesiredCount: 3',
      'healthCheckGracePeriodSeconds: "60"',
      'deploymentConfiguration:',
      '  minimumHealthyPercents: 50',
      '  strategy: CANARIES',
      'launchType: EC2',
      'schedulingStrategy: DAEMON',
      'tags:',
      '  - { key: aws:cloudformation:stack-name, value: web }',
      '  - { value: shop }',
      '  - { key: team, value: shop }',
      '  - { key: team, value: web }',
    ].join('\n');
    const played = await deploy(text);
    expect(played.writes).toEqual([]);
    const { problems } = JSON.parse(played.report) as { problems: { rule: string; fix: string; origin: object }[] };
    const found = (rule: string) => problems.filter((problem) => problem.rule === rule);
    expect(found('unknown-field')).toMatchObject([
      { fix: 'Did you mean "desiredCount"?', origin: { input: 'service-definition', line: 2, column: 15 } },
      { fix: 'Did you mean "minimumHealthyPercent"?', origin: { line: 5, column: 27 } },
    ]);
    expect(found('wrong-type')).toMatchObject([{ origin: { line: 3 } }]);
    expect(found('bad-value')).toMatchObject([{ origin: { line: 6 } }]);
    expect(found('service-field-fixed')).toMatchObject([{ origin: { line: 7 } }, { origin: { line: 8 } }]);
    expect(found('bad-tag')).toMatchObject([
      { message: 'A tag has no key.', origin: { line: 11 } },
      { message: 'The tag "team" appears twice.', origin: { line: 13 } },
    ]);
  });

  it('are placeholders of other tools, unless they are free text', async () => {
    const text = [
      'loadBalancers:',
      '  - targetGroupArn: "{{ must_env `TARGET_GROUP` }}"',
      '    containerName: web',
      '    containerPort: 8080',
      'serviceConnectConfiguration:',
      '  enabled: true',
      '  namespace: <+service.namespace>',
      '  logConfiguration: { logDriver: awslogs, options: { tag: "{{.Name}}" } }',
    ].join('\n');
    const played = await deploy(text, { inputs: { preflight: 'off' } });
    expect(played.writes).toEqual([]);
    const told = played.log.split('\n').filter((line) => line.startsWith('✖'));
    expect(told).toEqual([
      expect.stringMatching(/line 2 .*\{\{ must_env.*Write it as \$\{TARGET_GROUP\}.*\(placeholder-left\)/),
      expect.stringMatching(/line 7 .*<\+service\.namespace>.*\(placeholder-left\)/),
    ]);
  });

  it('are names where IDs of the network belong', async () => {
    const text = [
      'networkConfiguration:',
      '  awsvpcConfiguration:',
      '    subnets: [public-a, subnet-0aaa1111]',
      '    securityGroups: [subnet-0bbb2222]',
    ].join('\n');
    const played = await deploy(text);
    expect(played.writes).toEqual([]);
    expect(rules(played).filter((rule) => rule === 'network-id')).toHaveLength(2);
  });

  it('name another service or cluster than the inputs', async () => {
    const played = await deploy('serviceName: api\ncluster: staging\ndesiredCount: 3');
    expect(rules(played).filter((rule) => rule === 'service-definition-name')).toHaveLength(2);
    expect(played.writes).toEqual([]);
  });

  it('have an invisible character in a name', async () => {
    const played = await deploy('cluster: pr\u200bod\ndesiredCount: 3');
    expect(rules(played)).toContain('service-definition-name');
    expect(played.log).toMatch(/line 1 of input service-definition: .*U\+200B/);
    expect(played.writes).toEqual([]);
  });

  it('are found without AWS in mode check', async () => {
    const played = await play({
      scenario: 'empty',
      inputs: { mode: 'check', 'service-definition': 'desiredCounts: 3\nplatformVersion: 1' },
    });
    expect(played.exitCode).toBe(1);
    expect(rules(played)).toEqual(expect.arrayContaining(['unknown-field', 'wrong-type']));
    expect(played.calls).toEqual([]);
  });

  it.each([
    ['a task definition', '{ "family": "web", "containerDefinitions": [] }'],
    ['a CloudFormation template', '{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": {} }'],
  ])('as far as giving %s', async (what, text) => {
    const played = await deploy(text);
    expect(rules(played)).toContain('other-document');
    expect(played.log).toContain(what);
  });

  it('of a CodeDeploy service: what the AppSpec or the deployment group decides', async () => {
    const text =
      '{ "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-9"] } }, "deploymentConfiguration": { "strategy": "CANARY" } }';
    const played = await play({
      scenario: 'codedeploy-healthy',
      files: FILES,
      inputs: { ...WEB, 'service-definition': text, 'codedeploy-appspec': 'appspec.yaml' },
    });
    expect(rules(played).filter((rule) => rule === 'service-field-fixed')).toHaveLength(2);
    expect(played.writes).toEqual([]);
  });
});

it('changes the tags of a CodeDeploy service, and leaves out the circuit breaker that it cannot use', async () => {
  const text =
    'tags: [{ key: team, value: shop }]\ndeploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } }\n';
  const inputs = { ...WEB, 'service-definition': text, 'codedeploy-appspec': 'appspec.yaml' };
  const [tagged, again] = await playInTurn({ scenario: 'codedeploy-healthy', files: FILES }, [inputs, inputs]);
  expect(asks(tagged?.writes ?? [])).toEqual([
    ['TagResource', { resourceArn: expect.stringMatching(/web$/), tags: [{ key: 'team', value: 'shop' }] }],
  ]);
  expect(tagged?.log).toContain('✅ The tags of web were changed.');
  expect(tagged && rules(tagged)).toContain('circuit-breaker-unused');
  expect([again?.outputs['outcome'], again?.writes]).toEqual(['unchanged', []]);
});

it('never drops a field that cannot be changed, even with checks: off', async () => {
  const played = await deploy('schedulingStrategy: DAEMON\npropagateTags: NONE\n', { inputs: { checks: 'off' } });
  expect(rules(played)).toContain('service-field-fixed');
  expect(played.exitCode).toBe(1);
  expect(played.writes).toEqual([]);
});

it('refuses a tag that is given twice, even with checks: off', async () => {
  const text = 'tags: [{ key: team, value: a }, { key: team, value: b }]\nenableECSManagedTags: true\n';
  const played = await deploy(text, { inputs: { checks: 'off' } });
  expect(played.log).toContain('The tag "team" appears twice.');
  expect(played.writes).toEqual([]);
});
