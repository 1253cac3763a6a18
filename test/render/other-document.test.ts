import { expect, test } from 'vitest';
import { parseFile } from '../../src/render/document.ts';
import { bytesOf } from './reading.ts';

const MARK = 'hunter2';

test.each<[file: string, content: unknown, is: string]>([
  [
    'stack.yaml',
    `AWSTemplateFormatVersion: 2010-09-09\nResources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n`,
    'a CloudFormation template',
  ],
  [
    'stack.yaml',
    'Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties: {Family: !Ref Name}\n',
    'a CloudFormation template',
  ],
  ['cdk.json', { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition' }, x: MARK } }, 'a CloudFormation template'],
  [
    'task.json',
    { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [] } },
    'a CloudFormation resource',
  ],
  ['task.yaml', 'Task:\n  Type: AWS::ECS::TaskDefinition\n  Properties: {}\n', 'a CloudFormation resource'],
  ['task.json', { Family: 'web', ContainerDefinitions: [] }, 'the properties of a CloudFormation resource'],
  ['main.tf', 'resource "aws_ecs_task_definition" "web" {\n  family = "web"\n}\n', 'a Terraform file'],
  ['main.tf.json', { resource: { aws_ecs_task_definition: { web: {} } } }, 'a Terraform file'],
  ['task.json', { family: 'web', container_definitions: '[]' }, 'a Terraform file'],
  ['compose.yaml', 'services:\n  web:\n    image: nginx\n', 'a Docker Compose file'],
  ['compose.yaml', 'version: "3"\nservices:\n  web:\n    build: .\n', 'a Docker Compose file'],
  ['k8s.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec: {}\n', 'a Kubernetes manifest'],
  [
    'appspec.yaml',
    'version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n',
    'an AppSpec for CodeDeploy',
  ],
  ['service.json', { serviceName: 'web', taskDefinition: 'web:1', desiredCount: 2 }, 'a service definition'],
  ['service.yaml', 'cluster: prod\ndeploymentConfiguration: {}\n', 'a service definition'],
  ['services.json', { services: [{ serviceArn: 'arn', serviceName: 'web' }], failures: [] }, 'a service definition'],
  ['deploy.yml', 'on: push\njobs: {}\n', 'a GitHub Actions workflow'],
  ['imagedefinitions.json', [{ name: 'web', imageUri: 'web:1' }], 'an imagedefinitions.json of CodePipeline'],
])('%s is told apart: %j', async (file, content, is) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const { template, problems } = await parseFile({ file, bytes: bytesOf(text) });
  expect(template).toBeUndefined();
  expect(problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual(['other-document']);
  const said = problems.map(({ message, fix }) => `${message} ${fix}`).join('\n');
  expect(said).toContain(`${file} is ${is}, not a task definition.`);
  expect(said).toContain('"containerDefinitions"');
  expect(said).not.toContain(MARK);
});

test.each([
  ['appspec.json', { family: 'web', containerDefinitions: [] }, 'a task definition'],
  ['appspec.json', { taskDefinition: { family: 'web' } }, 'a task definition'],
  ['appspec.yaml', { services: { web: { image: 'a' } } }, 'a Docker Compose file'],
])('%s in place of an AppSpec: %j', async (file, content, is) => {
  const bytes = bytesOf(JSON.stringify(content));
  const { problems } = await parseFile({ file, bytes, holds: 'AppSpec' });
  expect(problems.map(({ message }) => message)).toEqual([`${file} is ${is}, not an AppSpec.`]);
});

test.each([
  ['td.json', { family: 'web', containerDefinitions: [] }],
  ['td.json', { family: 'web' }],
  ['td.json', { taskDefinition: { family: 'web', containerDefinitions: [] }, tags: [] }],
  ['td.json', { containerDefinitions: [], serviceName: 'web' }],
  ['td.json', { family: 'web', services: {}, resource: [] }],
])('%s is a task definition, whatever else is wrong with it: %j', async (file, content) => {
  const { template, problems } = await parseFile({ file, bytes: bytesOf(JSON.stringify(content)) });
  expect(problems).toEqual([]);
  expect(template).toBeDefined();
});
