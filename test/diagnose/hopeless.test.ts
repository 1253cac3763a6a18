import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { isHopeless } from '../../src/watch/diagnose/hopeless.ts';
import type { WatchState } from '../../src/watch/state.ts';
import type { ManagedResource } from '../../src/aws/resources.ts';
import type { World } from '../../src/world.ts';

const T0 = new Date('2026-09-01T10:00:00Z');
const NO_ROLE =
  "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/new' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.";
const NO_IMAGE = 'CannotPullContainerError: registry.example.com/web:2: not found';
const NO_LOAD_BALANCER =
  'User: arn:aws:sts::111122223333:assumed-role/infra/x is not authorized to perform: elasticloadbalancing:CreateLoadBalancer because no identity-based policy allows the elasticloadbalancing:CreateLoadBalancer action';
const after = (seconds: number): Date => new Date(T0.getTime() + seconds * 1000);
const stopped = (stoppedReason: string, seconds: number): Task => ({ stoppedReason, stoppedAt: after(seconds) });

interface Given {
  tasks?: Task[];
  launches?: { message: string; seconds: number }[];
  resources?: ManagedResource[];
  seconds?: number;
  failFast?: boolean;
}

async function judge({ tasks = [], launches = [], resources = [], seconds = 90, failFast = true }: Given) {
  const arn = (index: number): string => `arn:aws:ecs:us-east-1:111122223333:task/prod/${index}`;
  const events = launches.map((one, index) => ({
    id: `e${index}`,
    message: one.message,
    createdAt: after(one.seconds),
  }));
  const now = {
    at: after(seconds),
    revisions: [],
    hooks: [],
    resources,
    service: { events, deployments: [{ status: 'PRIMARY', failedTasks: tasks.length + launches.length }] },
  };
  const started = { cluster: 'prod', service: 'web', startedAt: T0, baseline: { eventIds: new Set<string>() } };
  const world = {
    aws: {
      ecs: {
        listTasks: async () => tasks.map((_, index) => arn(index)),
        describeTasks: async () => tasks.map((task, index) => ({ ...task, taskArn: arn(index) })),
      },
    },
  } as unknown as World;
  const intervention = { failFast, readsLogs: false };
  const state = { following: { started }, request: { intervention } } as unknown as WatchState;
  return await isHopeless({ before: undefined, now }, state, world);
}

describe('whether waiting any longer is pointless', () => {
  const failed = { resource: 'load balancer', status: 'FAILED', reason: NO_LOAD_BALANCER };

  it.each<[string, Given, boolean]>([
    ['two tasks have no image', { tasks: [stopped(NO_IMAGE, 5), stopped(NO_IMAGE, 9)] }, true],
    ['one task has no image', { tasks: [stopped(NO_IMAGE, 5)] }, false],
    ['a role may be seconds old', { tasks: [stopped(NO_ROLE, 5), stopped(NO_ROLE, 59)] }, false],
    ['a role is still refused after a minute', { tasks: [stopped(NO_ROLE, 5), stopped(NO_ROLE, 60)] }, true],
    [
      'launches fail for want of a role that may be new',
      {
        launches: [1, 9].map((seconds) => ({
          message: `(service web) failed to launch a task with (error ${NO_ROLE}).`,
          seconds,
        })),
      },
      false,
    ],
    [
      'launches still fail for want of a role',
      {
        launches: [9, 70].map((seconds) => ({
          message: `(service web) failed to launch a task with (error ${NO_ROLE}).`,
          seconds,
        })),
      },
      true,
    ],
    ['the load balancer of an Express service is refused', { resources: [failed] }, true],
    ['the policy of the infrastructure role may be seconds old', { resources: [failed], seconds: 20 }, false],
    ['a resource failed for an unknown reason', { resources: [{ ...failed, reason: 'internal' }] }, false],
    ['a resource is being made', { resources: [{ ...failed, status: 'PROVISIONING' }] }, false],
    ['nobody wants to know', { resources: [failed], failFast: false }, false],
  ])('%s', async (_, given, wanted) => {
    expect(await judge(given)).toBe(wanted);
  });
});
