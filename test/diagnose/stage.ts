import type { Task } from '@aws-sdk/client-ecs';
import { T0, type Case } from './case.ts';
import { times } from './tasks.ts';

export const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
export const ROLES = {
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
};
export const PRIVATE = {
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-0a1b2c3d', 'subnet-0b2c3d4e'],
      securityGroups: ['sg-0web'],
      assignPublicIp: 'DISABLED' as const,
    },
  },
};

/** Tasks of the revision before, which serve. */
export const old = (): Partial<Task>[] =>
  times(2, () => ({
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:1',
    startedBy: 'ecs-svc/1',
    startedAt: T0,
    containers: [{ name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY' as const }],
  }));

/** A deployment that does not end, beside a revision that serves. */
export const stands = (more: Partial<Case>): Case => ({
  standsStill: true,
  counts: { desired: 2, running: 0, pending: 0 },
  oldEvents: ['(service web) has reached a steady state.'],
  running: old(),
  ...more,
});

export const ago = (seconds: number): Date => new Date(T0.getTime() - seconds * 1000);

/** The event of a task that no instance takes, with what ECS says of the nearest. */
export const placed = (what: string): string =>
  `(service web) was unable to place a task because no container instance met all of its requirements. ${what} For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;
