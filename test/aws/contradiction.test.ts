import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { contradictsItself } from '../../src/aws/contradiction.ts';
import { answering } from './answering.ts';

const APP = { name: 'app', image: 'web:1', portMappings: [{ containerPort: 80 }] };
const WEB = {
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',
  family: 'web',
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/exec',
  requiresCompatibilities: ['FARGATE'],
  compatibilities: ['EC2', 'FARGATE'],
  containerDefinitions: [{ ...APP, logConfiguration: { logDriver: 'awslogs' } }],
};
const ON_EC2 = { ...WEB, requiresCompatibilities: ['EC2'], compatibilities: ['EC2'], cpu: undefined };
const BRIDGE = { ...ON_EC2, networkMode: undefined, executionRoleArn: undefined };

const whole = (taskDefinition: object): boolean => !contradictsItself('DescribeTaskDefinition', { taskDefinition });

it.each<[string, object]>([
  ['for Fargate', WEB],
  ['without logs', { ...WEB, executionRoleArn: undefined, containerDefinitions: [APP] }],
  ['for instances', BRIDGE],
  ['with memory of the container', { ...BRIDGE, memory: undefined, containerDefinitions: [{ ...APP, memory: 128 }] }],
  [
    'with reserved memory',
    {
      ...BRIDGE,
      memory: undefined,
      containerDefinitions: [{ ...APP, memoryReservation: 128, portMappings: undefined }],
    },
  ],
  [
    'with a range of ports',
    { ...WEB, containerDefinitions: [{ ...APP, portMappings: [{ containerPortRange: '1-9' }] }] },
  ],
])('a revision that ECS registers is whole: %s', (_, definition) => {
  expect(whole(definition)).toBe(true);
});

it.each<[string, object]>([
  ...['family', 'networkMode', 'cpu', 'memory', 'executionRoleArn', 'containerDefinitions'].map(
    (member): [string, object] => [member, { ...WEB, [member]: undefined }],
  ),
  ['null', { ...WEB, networkMode: null }],
  [
    'network mode of what only can run on Fargate',
    { ...WEB, networkMode: undefined, requiresCompatibilities: undefined },
  ],
  ['containers', { ...WEB, containerDefinitions: [] }],
  ['name', { ...WEB, containerDefinitions: [{ ...APP, name: undefined }] }],
  ['image', { ...WEB, containerDefinitions: [APP, { ...APP, image: undefined }] }],
  ['port', { ...WEB, containerDefinitions: [{ ...APP, portMappings: [{ protocol: 'tcp' }] }] }],
  ['memory of all', { ...BRIDGE, memory: undefined }],
])('a revision that ECS would never have registered is not: without %s', (_, definition) => {
  expect(whole(definition)).toBe(false);
});

it('other responses are taken as they are', () => {
  expect(contradictsItself('RegisterTaskDefinition', { taskDefinition: {} })).toBe(false);
  expect(contradictsItself('DescribeTaskDefinition', {})).toBe(false);
});

it.each<[string, object[], string | undefined]>([
  ['the member is there', [{ ...WEB, networkMode: undefined }, WEB], 'awsvpc'],
  ['the member is missing again', [{ ...WEB, networkMode: undefined }], undefined],
])('is read a second time, and then believed: %s', async (_, definitions, networkMode) => {
  const { reads, calls } = await answering(...definitions.map((taskDefinition) => ({ taskDefinition })));
  const { taskDefinition } = await reads.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
  expect(taskDefinition?.networkMode).toBe(networkMode);
  expect(calls()).toBe(2);
});
