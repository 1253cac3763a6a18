import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import type { Played } from './play.ts';

type Definition = RegisterTaskDefinitionRequest;
type Container = NonNullable<Definition['containerDefinitions']>[number];

export const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
export const ROLE = 'arn:aws:iam::123456789012:role';
export const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret';
export const DEPLOY = { 'task-definition': 'taskdef.json', service: 'web', cluster: 'prod' } as const;
export const EBS = { sizeInGiB: 40, volumeType: 'gp3', encrypted: true, roleArn: `${ROLE}/ebs` } as const;

/** A task definition as teams keep it beside the official actions: plain JSON, no placeholders. */
export function files(changes: object = {}, ...containers: Partial<Container>[]): Record<string, string> {
  const list = containers.length === 0 ? [{}] : containers;
  return { 'taskdef.json': JSON.stringify(definition(changes, list)) };
}

export function definition(changes: object, containers: Partial<Container>[] = [{}]): Definition {
  return {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '512',
    memory: '1024',
    executionRoleArn: `${ROLE}/ecsTaskExecutionRole`,
    containerDefinitions: containers.map((container) => ({
      name: 'web',
      image: `${ECR}/web:2.0.0`,
      essential: true,
      portMappings: [{ name: 'http', containerPort: 8080, protocol: 'tcp' }],
      environment: [{ name: 'LOG_LEVEL', value: 'info' }],
      ...container,
    })),
    ...changes,
  };
}

export function sent(played: Played, action: string): Record<string, unknown> {
  const found = played.writes.find((write) => write.action === action);
  if (found === undefined) throw new Error(`${action} was not sent:\n${played.log}`);
  return found.params as Record<string, unknown>;
}

export function actions({ writes }: Played): string[] {
  return writes.map(({ action }) => action);
}

export function container(played: Played, name = 'web'): Container {
  const { containerDefinitions = [] } = sent(played, 'RegisterTaskDefinition') as Partial<Definition>;
  const found = containerDefinitions.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

/** The warnings of the step, without the fix. */
export function warnings({ log }: Played): string[] {
  return [...log.matchAll(/^::warning.*?::(.*?)(%0A|$)/gm)].map(([, text]) => text ?? '');
}

export function errors({ log }: Played): string[] {
  return [...log.matchAll(/^::error.*?::(.*?)(%0A|$)/gm)].map(([, text]) => text ?? '');
}
