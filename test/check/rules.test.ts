import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RULE_GROUPS } from '../../scripts/rule-titles.ts';
import { RULES } from '../../src/rules.ts';
import { checkDefinition, type Check } from '../../src/check/rules.ts';
import { formatPath } from '../../src/check/words.ts';
import type { Origin, Path, Problem, TaskDefinition } from '../../src/model.ts';
import { readSource } from '../source-files.ts';

const ROLE = 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole';
const IMAGE = `public.ecr.aws/app@sha256:${'a'.repeat(64)}`;
const logs = { logConfiguration: { logDriver: 'json-file' } };
const app = { name: 'app', image: IMAGE, memory: 128, ...logs };
const worker = { ...app, name: 'worker' };

const task = (...containers: object[]) => ({ family: 'web', containerDefinitions: containers });
const withApp = (rest: object) => task({ ...app, ...rest });

const fargate = (rest: object = {}, container: object = {}) => ({
  ...task({ ...app, logConfiguration: { logDriver: 'splunk' }, ...container }),
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  ...rest,
});

const express = (rest: object = {}, container: object = {}) =>
  fargate(rest, { name: 'Main', portMappings: [{ name: 'http', containerPort: 80 }], ...container });

const asExpress = { express: true };
const behind = (containerName: string, containerPort = 80) => ({ loadBalancers: [{ containerName, containerPort }] });

const locate = (path: Path) => ({ kind: 'input', input: formatPath(path) }) as const;

/** Every problem as `rule path`, where the path is what `locate` was asked for. */
function check(definition: unknown, rest: Omit<Check, 'definition' | 'locate'> = {}): string[] {
  return problemsOf(definition, rest).map(({ rule, origin }) =>
    `${rule} ${origin.kind === 'input' ? origin.input : ''}`.trim(),
  );
}

function problemsOf(definition: unknown, rest: Omit<Check, 'definition' | 'locate'> = {}): Problem[] {
  return checkDefinition({ definition: definition as TaskDefinition, locate, ...rest });
}

type Case = [name: string, definition: unknown, expected: string[], rest?: Omit<Check, 'definition' | 'locate'>];

const C = 'containerDefinitions[0]';

const FINE: Case[] = [
  ['a small task', task(app), []],
  ['a Fargate task', fargate(), []],
  ['sizes with units', fargate({ cpu: '.25 vcpu', memory: '0.5 gb' }), []],
  ['hostPort 0 with awsvpc', fargate({}, { portMappings: [{ containerPort: 80, hostPort: 0 }] }), []],
  [
    'the same port over two protocols',
    fargate({}, { portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }] }),
    [],
  ],
  [
    'false and empty settings on Fargate',
    fargate(
      { placementConstraints: [], ipcMode: undefined },
      { privileged: false, disableNetworking: false, dnsServers: [], linuxParameters: { devices: [], maxSwap: 0 } },
    ),
    [],
  ],
  ['SYS_PTRACE on Fargate', fargate({}, { linuxParameters: { capabilities: { add: ['SYS_PTRACE'] } } }), []],
  ['pidMode task on Fargate', fargate({ pidMode: 'task' }), []],
  ['a long stopTimeout on EC2', withApp({ stopTimeout: 600 }), []],
  ['the largest Fargate', fargate({ cpu: '32768', memory: '249856' }), []],
  ['memoryReservation as large as memory', withApp({ memoryReservation: 128 }), []],
  ['an Express task', express(), [], asExpress],
  [
    'a sidecar beside Main',
    {
      ...express(),
      containerDefinitions: [
        ...express().containerDefinitions,
        { ...worker, logConfiguration: { logDriver: 'splunk' }, portMappings: [{ containerPort: 9000 }] },
      ],
    },
    [],
    asExpress,
  ],
  ['a load balancer’s container', withApp({ portMappings: [{ containerPort: 80 }] }), [], behind('app')],
  [
    'a range of ports behind a load balancer',
    withApp({ portMappings: [{ containerPortRange: '70-90' }] }),
    [],
    behind('app'),
  ],
  [
    'an init container',
    task({ ...app, dependsOn: [{ containerName: 'worker', condition: 'SUCCESS' }] }, { ...worker, essential: false }),
    [],
  ],
  [
    'texts that look like placeholders where ECS hands them on',
    withApp({
      environment: [
        { name: 'A__B__C', value: 'X__Y__Z' },
        { name: '__NEXT_PRIVATE__', value: '__NEXT_DATA__' },
        { name: 'PAGE', value: '<HTML><BODY>{{title}}</BODY></HTML>' },
        { name: 'TAG', value: '<HTML>' },
        { name: 'SPRING', value: 'jdbc:${DB_HOST}' },
        { name: 'GREETING', value: 'Hello {{name}}' },
      ],
      command: ['echo <OUT> {{x}} ${HOME} $HOME'],
      entryPoint: ['sh', '-c', '__X__'],
      healthCheck: { command: ['CMD-SHELL', 'curl localhost:${PORT:-80}'] },
      dockerLabels: { 'traefik.rule': 'Host(`{{.Name}}`)', HTML: '<HTML>' },
      logConfiguration: { logDriver: 'fluentd', options: { tag: '{{.Name}}', host: '${LOG_HOST}', a: '__A__' } },
    }),
    [],
  ],
  [
    'switches whose name sounds secret',
    withApp({
      environment: [
        { name: 'USE_TOKEN', value: 'true' },
        { name: 'SECRET', value: 'arn:aws:x' },
        { name: 'TOKEN', value: '' },
      ],
    }),
    [],
  ],
  ['image with a capital letter in its tag', withApp({ image: `app:RC1@sha256:${'5d'.repeat(32)}` }), []],
  ['image of a registry with a port', withApp({ image: `Registry.local:5000/app:1@sha256:${'5d'.repeat(32)}` }), []],
  [
    'a missing image that something else fills in',
    task({ ...app, image: '<IMAGE1_NAME>' }, { ...worker, image: '' }),
    [],
    { allowImagePlaceholder: true },
  ],
];

const ERRORS: Case[] = [
  ['unknown field', withApp({ enviroment: [] }), [`unknown-field ${C}.enviroment`]],
  [
    'text for a number',
    withApp({ portMappings: [{ containerPort: '80' }] }),
    [`wrong-type ${C}.portMappings[0].containerPort`],
  ],
  ['object for a list', withApp({ portMappings: {} }), [`wrong-type ${C}.portMappings`]],
  ['fraction for a whole number', withApp({ cpu: 0.5 }), [`wrong-type ${C}.cpu`]],
  ['number for a text', { ...task(app), cpu: 256 }, ['wrong-type cpu']],
  ['text for a boolean', withApp({ essential: 'true' }), [`wrong-type ${C}.essential`]],
  [
    'no object for a container',
    task(app, 'worker' as unknown as object),
    [
      'wrong-type containerDefinitions[1]',
      'missing-image containerDefinitions[1].image',
      'container-memory-missing containerDefinitions[1]',
      'no-log-configuration containerDefinitions[1]',
    ],
  ],
  ['nothing at all', {}, ['missing-field family', 'missing-field containerDefinitions']],
  [
    'a secret from nowhere',
    withApp({ secrets: [{ name: 'A', valueFrom: '' }] }),
    [`secret-source ${C}.secrets[0].valueFrom`, `execution-role-missing ${C}.secrets`],
  ],
  [
    'a bucket as secret, as log option and as login of a registry',
    {
      ...withApp({
        secrets: [{ name: 'A', valueFrom: 'arn:aws:s3:::x' }],
        logConfiguration: { logDriver: 'splunk', secretOptions: [{ name: 'b', valueFrom: 'arn:aws:s3:::x' }] },
        repositoryCredentials: { credentialsParameter: 'arn:aws:s3:::x' },
      }),
      executionRoleArn: ROLE,
    },
    [
      `secret-source ${C}.secrets[0].valueFrom`,
      `secret-source ${C}.logConfiguration.secretOptions[0].valueFrom`,
      `secret-source ${C}.repositoryCredentials.credentialsParameter`,
    ],
  ],
  [
    'environment files by URL, by path and by ARN',
    withApp({
      environmentFiles: ['s3://bucket/web.env', 'web.env', 'arn:aws:s3:::bucket/web.env'].map((value) => ({
        type: 's3',
        value,
      })),
    }),
    [`environment-file ${C}.environmentFiles[0].value`, `environment-file ${C}.environmentFiles[1].value`],
  ],
  [
    'placeholder in the source of a secret',
    {
      ...withApp({ secrets: [{ name: 'A', valueFrom: 'arn:aws:ssm:{{region}}:1:parameter/x' }] }),
      executionRoleArn: ROLE,
    },
    [`placeholder-left ${C}.secrets[0].valueFrom`],
  ],
  [
    'placeholder in a tag',
    { ...task(app), tags: [{ key: 'env', value: '<ENV>' }] },
    ['placeholder-left tags[0].value'],
  ],
  [
    'placeholder in a port name',
    withApp({ portMappings: [{ name: '{{name}}', containerPort: 80 }] }),
    [`placeholder-left ${C}.portMappings[0].name`],
  ],
  [
    'required inside',
    withApp({ secrets: [{ name: 'A' }] }),
    [`missing-field ${C}.secrets[0].valueFrom`, `execution-role-missing ${C}.secrets`],
  ],
  ['container without name', task({ image: IMAGE, memory: 1, ...logs }), [`missing-field ${C}.name`]],
  ['enum', { ...task(app), networkMode: 'default' }, ['bad-value networkMode']],
  [
    'enum in a list',
    { ...task(app), requiresCompatibilities: ['EC2', 'FARGAT'] },
    ['bad-value requiresCompatibilities[1]'],
  ],
  ['enum with a placeholder', { ...task(app), networkMode: '{{mode}}' }, ['placeholder-left networkMode']],

  [
    'too large',
    withApp({ command: ['x'.repeat(65_536)] }),
    ['definition-too-large containerDefinitions[0].command[0]'],
  ],
  ['family', { ...task(app), family: 'my app' }, ['bad-name family']],
  ['container name', withApp({ name: 'a.b' }), [`bad-name ${C}.name`]],
  [
    'port name',
    withApp({ portMappings: [{ containerPort: 80, name: 'HTTP' }] }),
    [`bad-name ${C}.portMappings[0].name`],
  ],
  [
    'tags',
    { ...task(app), tags: [{ key: '' }, { key: 'a' }, { key: 'a' }, { key: 'AWS:x' }] },
    ['bad-tag tags[0]', 'bad-tag tags[2]', 'bad-tag tags[3]'],
  ],
  [
    'characters in tags, unless they are of a placeholder',
    {
      ...task(app),
      tags: [
        { key: 'équipe', value: 'a.b:c/d=e+f-g@h _' },
        { key: 'a#b', value: 'x' },
        { key: 'b', value: '100 %' },
        { key: 'c', value: '{{ TEAM }}' },
      ],
    },
    ['bad-tag tags[1]', 'bad-tag tags[2]', 'placeholder-left tags[3].value'],
  ],
  [
    'too many tags',
    { ...task(app), tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}` })) },
    ['bad-tag tags'],
  ],
  ['no containers', task(), ['no-containers containerDefinitions']],
  [
    'eleven containers',
    task(...Array.from({ length: 11 }, (_, index) => ({ ...app, name: `a${index}` }))),
    ['too-many-containers containerDefinitions[10]'],
  ],
  ['same container name', task(app, app), ['duplicate-container containerDefinitions[1].name']],
  ['none essential', withApp({ essential: false }), ['no-essential-container containerDefinitions']],
  ['no image', withApp({ image: '' }), [`missing-image ${C}.image`]],
  [
    'role of an account in words',
    { ...task(app), taskRoleArn: 'arn:aws:iam::XXXXX:role/x' },
    ['placeholder-left taskRoleArn'],
  ],
  ['image without a name', withApp({ image: ':1.2' }), [`bad-image ${C}.image`]],
  ['image as a URL', withApp({ image: 'https://registry.example.com/app:1' }), [`bad-image ${C}.image`]],
  ['image without registry', withApp({ image: '/app:1' }), [`bad-image ${C}.image`]],
  ['image with an empty tag', withApp({ image: 'app:' }), [`bad-image ${C}.image`]],
  ['image with a tag that cannot be one', withApp({ image: 'app:-1' }), [`bad-image ${C}.image`]],
  ['image with half a digest', withApp({ image: 'app@sha256:12' }), [`bad-image ${C}.image`]],
  ['image with a capital letter', withApp({ image: 'MyRepo/Web:1.0' }), [`bad-image ${C}.image`]],
  [
    'ECR account in words',
    withApp({ image: 'XXXX.dkr.ecr.eu-west-1.amazonaws.com/web:1.0' }),
    [`placeholder-left ${C}.image`],
  ],
  [
    'image of ECR with a capital letter',
    withApp({ image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/Web:1.0' }),
    [`bad-image ${C}.image`],
  ],
  ['image with a space', withApp({ image: 'app:1 ' }), [`bad-image ${C}.image`]],
  ['placeholder as image', withApp({ image: '<IMAGE1_NAME>' }), [`placeholder-left ${C}.image`]],
  ['image placeholder', withApp({ image: '__IMAGE_URI__' }), [`placeholder-left ${C}.image`]],
  ['variable in an image from an input', withApp({ image: '${IMAGE}' }), [`placeholder-left ${C}.image`]],
  [
    'placeholder in a role',
    { ...task(app), taskRoleArn: 'arn:aws:iam::<id>:role/x' },
    ['placeholder-left taskRoleArn'],
  ],
  ['placeholder as size', fargate({ cpu: '{{cpu}}' }), ['placeholder-left cpu']],

  [
    'dependsOn nobody',
    withApp({ dependsOn: [{ containerName: 'db', condition: 'START' }] }),
    [`depends-on-unknown ${C}.dependsOn[0].containerName`],
  ],
  [
    'dependsOn itself',
    withApp({ dependsOn: [{ containerName: 'app', condition: 'START' }] }),
    [`depends-on-cycle ${C}.dependsOn`],
  ],
  [
    'dependsOn in a circle',
    task(
      { ...app, dependsOn: [{ containerName: 'worker', condition: 'START' }] },
      { ...worker, dependsOn: [{ containerName: 'app', condition: 'START' }] },
    ),
    [`depends-on-cycle ${C}.dependsOn`],
  ],
  [
    'dependsOn the end of an essential one',
    task({ ...app, dependsOn: [{ containerName: 'worker', condition: 'COMPLETE' }] }, worker),
    [`depends-on-essential ${C}.dependsOn[0].condition`],
  ],
  ['link', withApp({ links: ['db:database'] }), [`link-unknown ${C}.links[0]`]],
  ['volumesFrom', withApp({ volumesFrom: [{ sourceContainer: 'db' }] }), [`volumes-from-unknown ${C}.volumesFrom[0]`]],
  [
    'secret and variable',
    {
      ...withApp({ environment: [{ name: 'A', value: '1' }], secrets: [{ name: 'A', valueFrom: 'x' }] }),
      executionRoleArn: ROLE,
    },
    [`secret-and-variable ${C}.secrets[0]`],
  ],
  [
    'health check',
    withApp({ healthCheck: { command: ['CMD', 'x'], interval: 1, timeout: 90, retries: 0, startPeriod: 301 } }),
    ['interval', 'timeout', 'retries', 'startPeriod'].map((field) => `health-check-range ${C}.healthCheck.${field}`),
  ],
  ['stopTimeout', fargate({}, { stopTimeout: 121 }), [`stop-timeout-range ${C}.stopTimeout`]],
  [
    'restart policy',
    withApp({ restartPolicy: { enabled: true, restartAttemptPeriod: 5 } }),
    [`restart-policy-range ${C}.restartPolicy.restartAttemptPeriod`],
  ],

  ['unreadable size', { ...task(app), cpu: 'lots', memory: '1 TB' }, ['task-size cpu', 'task-size memory']],
  ['small cpu on EC2', { ...task(app), requiresCompatibilities: ['EC2'], cpu: '16' }, ['task-size cpu']],
  ['no memory', withApp({ memory: undefined }), [`container-memory-missing ${C}`]],
  ['container above task', { ...withApp({ memory: 2048 }), memory: '1024' }, [`container-over-task ${C}.memory`]],
  [
    'containers above task',
    { ...task({ ...app, memory: 600, cpu: 200 }, { ...worker, memory: 600, cpu: 200 }), memory: '1024', cpu: '256' },
    ['container-over-task memory', 'container-over-task cpu'],
  ],
  ['reservation above memory', withApp({ memoryReservation: 129 }), [`memory-reservation ${C}.memoryReservation`]],
  [
    'ephemeral storage',
    { ...task(app), ephemeralStorage: { sizeInGiB: 20 } },
    ['ephemeral-storage-range ephemeralStorage.sizeInGiB'],
  ],

  [
    'port out of range',
    withApp({ portMappings: [{ containerPort: 80_000 }] }),
    [`port-range ${C}.portMappings[0].containerPort`],
  ],
  [
    'hostPort',
    { ...withApp({ portMappings: [{ containerPort: 8080, hostPort: 80 }] }), networkMode: 'awsvpc' },
    [`host-port ${C}.portMappings[0].hostPort`],
  ],
  [
    'same port name',
    withApp({
      portMappings: [
        { containerPort: 80, name: 'a' },
        { containerPort: 81, name: 'a' },
      ],
    }),
    [`duplicate-port-name ${C}.portMappings[1].name`],
  ],
  [
    'awsvpc with a host name',
    { ...withApp({ hostname: 'x', links: ['app'] }), networkMode: 'awsvpc' },
    [`network-mode ${C}.links`, `network-mode ${C}.hostname`],
  ],
  [
    'ports without network',
    { ...withApp({ portMappings: [{ containerPort: 80 }] }), networkMode: 'none' },
    [`network-mode ${C}.portMappings[0]`],
  ],

  ['volume', withApp({ mountPoints: [{ sourceVolume: 'data' }] }), [`volume-unknown ${C}.mountPoints[0]`]],
  [
    'same volume',
    { ...withApp({ mountPoints: [{ sourceVolume: 'a' }] }), volumes: [{ name: 'a' }, { name: 'a' }] },
    ['duplicate-volume volumes[1]'],
  ],
  [
    'EFS access point',
    {
      ...withApp({ mountPoints: [{ sourceVolume: 'a' }] }),
      volumes: [
        {
          name: 'a',
          efsVolumeConfiguration: {
            fileSystemId: 'fs-1',
            rootDirectory: '/x',
            authorizationConfig: { accessPointId: 'fsap-1' },
          },
        },
      ],
    },
    ['efs-volume volumes[0].efsVolumeConfiguration', 'efs-volume volumes[0].efsVolumeConfiguration.rootDirectory'],
  ],
  [
    'no log router',
    withApp({ logConfiguration: { logDriver: 'awsfirelens' } }),
    [`firelens-router-missing ${C}.logConfiguration.logDriver`],
  ],

  ['Fargate pair', fargate({ memory: '4096' }), ['fargate-size memory']],
  ['Fargate cpu', fargate({ cpu: '16' }), ['fargate-size cpu']],
  ['Fargate without size', fargate({ cpu: undefined, memory: undefined }), ['fargate-size cpu', 'fargate-size memory']],
  [
    'Windows on Fargate',
    fargate({ cpu: '512', memory: '1024', runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
    ['fargate-size cpu'],
  ],
  ['Fargate network', fargate({ networkMode: 'bridge' }), ['fargate-network-mode networkMode']],
  ['Fargate without network', fargate({ networkMode: undefined }), ['fargate-network-mode networkMode']],
  [
    'Fargate by launch type',
    { ...task(app), cpu: '256', memory: '512' },
    ['fargate-network-mode networkMode', `fargate-unsupported ${C}.logConfiguration.logDriver`],
    { launchType: 'FARGATE' },
  ],
  [
    'Fargate task settings',
    fargate({ ipcMode: 'host', pidMode: 'host', placementConstraints: [{ type: 'memberOf' }] }),
    ['fargate-unsupported ipcMode', 'fargate-unsupported pidMode', 'fargate-unsupported placementConstraints'],
  ],
  [
    'Fargate container settings',
    fargate(
      {},
      {
        privileged: true,
        resourceRequirements: [{ type: 'GPU', value: '1' }],
        linuxParameters: { devices: [{ hostPath: '/x' }], sharedMemorySize: 1, capabilities: { add: ['NET_ADMIN'] } },
      },
    ),
    [
      `fargate-unsupported ${C}.privileged`,
      `fargate-unsupported ${C}.linuxParameters.devices`,
      `fargate-unsupported ${C}.linuxParameters.sharedMemorySize`,
      `fargate-unsupported ${C}.linuxParameters.capabilities.add`,
      `fargate-unsupported ${C}.resourceRequirements[0]`,
    ],
  ],
  [
    'Fargate in a task for both',
    fargate({ requiresCompatibilities: ['EC2', 'FARGATE'] }, { privileged: true }),
    [`fargate-unsupported ${C}.privileged`],
  ],
  [
    'Fargate volumes',
    fargate(
      {
        volumes: [
          { name: 'a', host: { sourcePath: '/x' } },
          { name: 'b', dockerVolumeConfiguration: {} },
        ],
      },
      { mountPoints: [{ sourceVolume: 'a' }, { sourceVolume: 'b' }] },
    ),
    ['fargate-unsupported volumes[0].host.sourcePath', 'fargate-unsupported volumes[1].dockerVolumeConfiguration'],
  ],
  [
    'ECR on Fargate without role',
    fargate({}, { image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:${'a'.repeat(64)}` }),
    [`execution-role-missing ${C}.image`],
  ],
  [
    'awslogs on Fargate without role',
    fargate(
      {},
      {
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': 'g', 'awslogs-region': 'r', 'awslogs-stream-prefix': 'p' },
        },
      },
    ),
    [`execution-role-missing ${C}.logConfiguration`],
  ],

  [
    'Express without Fargate',
    express({ requiresCompatibilities: ['EC2'] }),
    ['express-launch-type requiresCompatibilities'],
    asExpress,
  ],
  ['Express without Main', fargate(), ['express-container containerDefinitions'], asExpress],
  [
    'Express without port name',
    express({}, { portMappings: [{ containerPort: 80 }] }),
    [`express-port ${C}.portMappings`],
    asExpress,
  ],
  [
    'Express with two ports',
    express(
      {},
      {
        portMappings: [
          { name: 'a', containerPort: 80 },
          { name: 'b', containerPort: 81 },
        ],
      },
    ),
    [`express-port ${C}.portMappings`],
    asExpress,
  ],
  ['empty enum', { ...task(app), pidMode: '' }, ['bad-value pidMode']],
  ['load balancer’s container missing', task(app), ['load-balancer-container containerDefinitions'], behind('ap')],
  [
    'load balancer’s port missing',
    withApp({ portMappings: [{ containerPort: 8080 }] }),
    [`load-balancer-port ${C}.portMappings`],
    behind('app'),
  ],
];

const WARNINGS: Case[] = [
  [
    'placeholder in a path',
    withApp({ workingDirectory: '/srv/{{app}}' }),
    [`placeholder-likely ${C}.workingDirectory`],
  ],
  [
    'placeholder as log group',
    withApp({
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '<GROUP>', 'awslogs-region': 'x' } },
    }),
    [`placeholder-likely ${C}.logConfiguration.options.awslogs-group`],
  ],
  ['no tag', withApp({ image: 'localhost:5000/app' }), [`mutable-tag ${C}.image`]],
  ['latest', withApp({ image: 'app:latest' }), [`mutable-tag ${C}.image`]],
  [
    'secret by name',
    withApp({ environment: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }),
    [`secret-in-environment ${C}.environment[0].value`],
  ],
  [
    'secret by value',
    withApp({ environment: [{ name: 'DB', value: 'postgres://me:hunter2@db/x' }] }),
    [`secret-in-environment ${C}.environment[0].value`],
  ],
  [
    'variable twice',
    withApp({
      environment: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
    [`duplicate-variable ${C}.environment[1]`],
  ],
  ['odd role', { ...task(app), taskRoleArn: 'arn:aws:iam::12345:role/x' }, ['odd-role-arn taskRoleArn']],
  [
    'awslogs without options',
    withApp({ logConfiguration: { logDriver: 'awslogs' } }),
    [`awslogs-options ${C}.logConfiguration.options`],
  ],
  [
    'router not essential',
    task(
      { ...app, logConfiguration: { logDriver: 'awsfirelens' } },
      { ...worker, essential: false, firelensConfiguration: { type: 'fluentbit' } },
    ),
    ['firelens-router-not-essential containerDefinitions[1].essential'],
  ],
  [
    'main not essential',
    task({ ...app, essential: false, portMappings: [{ containerPort: 80 }] }, worker),
    [`main-not-essential ${C}.essential`],
    behind('app'),
  ],
  [
    'Main not essential',
    {
      ...express({}, { essential: false }),
      containerDefinitions: [
        ...express({}, { essential: false }).containerDefinitions,
        { ...worker, logConfiguration: { logDriver: 'splunk' } },
      ],
    },
    [`main-not-essential ${C}.essential`],
    asExpress,
  ],
  [
    'HEALTHY without health check',
    task({ ...app, dependsOn: [{ containerName: 'worker', condition: 'HEALTHY' }] }, worker),
    [`depends-on-healthy ${C}.dependsOn[0].condition`],
  ],
  [
    'shared port',
    {
      ...task({ ...app, portMappings: [{ containerPort: 80 }] }, { ...worker, portMappings: [{ containerPort: 80 }] }),
      networkMode: 'awsvpc',
    },
    ['shared-port containerDefinitions[1].portMappings[0]'],
  ],
  [
    'proxy',
    { ...task(app), proxyConfiguration: { containerName: 'envoy' } },
    ['proxy-container-unknown proxyConfiguration.containerName'],
  ],
];

const ADVICE: Case[] = [
  [
    'placeholder as a whole value',
    withApp({
      environment: [
        { name: 'A', value: '{{region}}' },
        { name: 'B', value: '<DB_HOST>' },
        { name: 'C', value: '<+env.name>' },
      ],
    }),
    [0, 1, 2].map((index) => `placeholder-kept ${C}.environment[${index}].value`),
  ],
  ['tags, told once', task({ ...app, image: 'a:1' }, { ...worker, image: 'b:2' }), [`image-without-digest ${C}.image`]],
  ['same role', { ...task(app), taskRoleArn: ROLE, executionRoleArn: ROLE }, ['same-role taskRoleArn']],
  [
    'no logs, told once',
    task({ ...app, logConfiguration: undefined }, { ...worker, logConfiguration: undefined }),
    [`no-log-configuration ${C}`],
  ],
  [
    'no health check',
    withApp({ portMappings: [{ containerPort: 80 }] }),
    [`health-check-missing ${C}`],
    { ...behind('app'), hasGracePeriod: false },
  ],
  ['unused volume', { ...task(app), volumes: [{ name: 'a' }] }, ['unused-volume volumes[0]']],
];

describe('valid definitions', () => {
  test.each(FINE)('%s', (...[, definition, expected, rest]) => expect(check(definition, rest)).toEqual(expected));
});

describe.each([
  ['error', ERRORS],
  ['warning', WARNINGS],
  ['advice', ADVICE],
] as const)('%s', (severity, cases) => {
  test.each(cases)('%s', (...[, definition, expected, rest]) => {
    expect(check(definition, rest)).toEqual(expected);
    expect(problemsOf(definition, rest)[0]?.severity).toBe(severity);
  });
});

/** What shows that a value was printed that is none. */
const LEAKED = /undefined|NaN|\[object/;

test('any input is checked without throwing', () => {
  const anything = fc.jsonValue({ maxDepth: 3 });
  const someOf = (...names: string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });
  const container = someOf(
    'name',
    'image',
    'cpu',
    'memory',
    'portMappings',
    'environment',
    'secrets',
    'dependsOn',
    'links',
    'mountPoints',
    'healthCheck',
    'linuxParameters',
    'logConfiguration',
    'firelensConfiguration',
    'resourceRequirements',
  );
  const definition = fc
    .tuple(
      someOf(
        'family',
        'cpu',
        'memory',
        'networkMode',
        'volumes',
        'tags',
        'taskRoleArn',
        'proxyConfiguration',
        'runtimePlatform',
        'requiresCompatibilities',
      ),
      fc.array(fc.oneof(container, anything)),
    )
    .map(([fields, containerDefinitions]) => ({
      requiresCompatibilities: ['FARGATE'],
      ...fields,
      containerDefinitions,
    }));
  fc.assert(
    fc.property(definition, fc.boolean(), (value, isExpress) => {
      // A message may quote what stands in the input.
      fc.pre(!LEAKED.test(JSON.stringify(value)));
      for (const { message, fix } of problemsOf(value, { express: isExpress, ...behind('app') })) {
        expect(`${message}${fix}`).not.toMatch(LEAKED);
      }
    }),
  );
});

test.each<[string, Origin, boolean]>([
  ['a file', { kind: 'file', file: 'a.json', line: 1, column: 1 }, true],
  ['the input image', { kind: 'input', input: 'image' }, true],
  ['the live revision', { kind: 'service', service: 'web' }, false],
  ['a revision that an input names', { kind: 'input', input: 'task-definition-arn' }, false],
  ['a family that an input names', { kind: 'input', input: 'task-definition-family' }, false],
])('an image that no registry can hold, from %s', (...[, origin, blamed]) => {
  const problems = checkDefinition({
    definition: withApp({ image: 'web:feature/login' }),
    locate: () => origin,
  });
  expect(problems.some(({ rule }) => rule === 'bad-image')).toBe(blamed);
});

test.each<[definition: object, facts: string[]]>([
  [withApp({ enviroment: [] }), ['"enviroment"', `${C}.`, 'Did you mean "environment"?']],
  [
    withApp({ portMappings: [{ containerPort: '80' }] }),
    [`${C}.portMappings[0].containerPort must be a whole number`, 'the string "80"', 'Remove the quotes.'],
  ],
  [{ ...task(app), cpu: 256 }, ['cpu must be a string', 'a number', 'Put it in quotes.']],
  [fargate({ memory: '4096' }), ['256 CPU units', '4096 MiB', '512, 1024, 2048 MiB', 'cpu "512"', 'memory "4096"']],
  [withApp({ environment: [{ name: 'A', valueFrom: 'x' }] }), ['"valueFrom"', `${C}.environment[0]`, '"secrets"']],
  [withApp({ environment: [{ name: 'A', value: 4711 }] }), [`${C}.environment[0].value must be a string`, 'a number.']],
])('facts of a message: %#', (definition, facts) => {
  const [problem] = problemsOf(definition);
  for (const fact of facts) expect(`${problem?.message} ${problem?.fix}`).toContain(fact);
});

describe('the table of rules', () => {
  const names: string[] = Object.keys(RULES);

  test('names every rule in kebab case, and says once what it finds', () => {
    const told = RULE_GROUPS.flatMap(({ rules }) => Object.keys(rules));
    expect(told.toSorted()).toEqual(names.toSorted());
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  test('has no row for what nothing in src says', () => {
    const said = new Set(
      [...readSource()].flatMap(([path, code]) =>
        path === 'rules.ts' ? [] : [...code.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, name]) => name),
      ),
    );
    expect(names.filter((name) => !said.has(name))).toEqual([]);
  });
});

test('a name that looks right is rejected with the code point of what cannot be seen', () => {
  const definition = task({ ...app, name: 'a\u200bpp' }) as TaskDefinition;
  const problems = checkDefinition({ definition, locate: () => ({ kind: 'input', input: 'x' }) });
  expect(problems.filter(({ rule }) => rule === 'bad-name').map(({ message }) => message)).toEqual([
    expect.stringMatching(/container name.*U\+200B \(zero-width space\) after "a"/),
  ]);
});
