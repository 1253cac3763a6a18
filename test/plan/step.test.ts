import type {
  DeploymentLifecycleHookDetail,
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Attached } from '../../src/plan/attached.ts';
import { pickDeployment } from '../../src/plan/pick.ts';
import { decideStep, type Action } from '../../src/plan/step.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const ARN = 'arn:aws:ecs:us-east-1:111122223333:service-deployment/prod/web/abc';
const LATER = new Date('2026-11-21T11:00:00Z');
const EARLIER = new Date('2026-11-21T09:00:00Z');

function pause(hookId: string, more: Partial<DeploymentLifecycleHookDetail> = {}): DeploymentLifecycleHookDetail {
  return { hookId, targetType: 'PAUSE', status: 'AWAITING_ACTION', expiresAt: LATER, ...more };
}

function attached(deployment: Partial<ServiceDeployment>, more: Partial<Attached> = {}): Attached {
  return {
    located: { name: 'web', cluster: 'prod', kind: 'service' },
    started: {
      cluster: 'prod',
      service: 'web',
      serviceArn: 'web',
      startedAt: EARLIER,
      deploys: true,
      deploymentArn: ARN,
      baseline: { eventIds: new Set() },
    },
    over: false,
    recent: [],
    deployment: { serviceDeploymentArn: ARN, status: 'IN_PROGRESS', ...deployment },
    ...more,
  };
}

/** The call in short, or the rule that stands in its way. */
function decide(action: Action, one: Attached): string {
  const step = decideStep(action, one, NOW);
  if ('rule' in step) return step.rule;
  const { kind, ...rest } = step;
  return [kind, ...Object.values(rest).filter((value) => value !== ARN)].join(' ');
}

describe('what happens to a deployment in flight', () => {
  const one = [pause('ecs-pause-1')];
  const two = [pause('ecs-pause-1'), pause('ecs-pause-2')];
  const expired = [pause('ecs-pause-1', { expiresAt: EARLIER })];
  const answered = [pause('ecs-pause-1', { status: 'SUCCEEDED' })];
  const oneLeft = [...answered, pause('ecs-pause-2')];

  it.each<[ServiceDeploymentStatus, DeploymentLifecycleHookDetail[], [rollBack: string, abort: string, goOn: string]]>([
    ['PENDING', [], ['stop ROLLBACK', 'stop ABORT', 'no-hook-waiting']],
    ['IN_PROGRESS', [], ['stop ROLLBACK', 'stop ABORT', 'no-hook-waiting']],
    ['IN_PROGRESS', answered, ['stop ROLLBACK', 'stop ABORT', 'no-hook-waiting']],
    ['IN_PROGRESS', one, ['answer-hook ecs-pause-1 ROLLBACK', 'stop ABORT', 'answer-hook ecs-pause-1 CONTINUE']],
    ['IN_PROGRESS', oneLeft, ['answer-hook ecs-pause-2 ROLLBACK', 'stop ABORT', 'answer-hook ecs-pause-2 CONTINUE']],
    ['IN_PROGRESS', two, ['stop ROLLBACK', 'stop ABORT', 'several-hooks-waiting']],
    ['IN_PROGRESS', expired, ['stop ROLLBACK', 'stop ABORT', 'hook-expired']],
    ['STOP_REQUESTED', one, ['deployment-stopping', 'follow', 'no-hook-waiting']],
    ['ROLLBACK_REQUESTED', one, ['follow', 'deployment-rolling-back', 'no-hook-waiting']],
    ['ROLLBACK_IN_PROGRESS', [], ['follow', 'deployment-rolling-back', 'no-hook-waiting']],
  ])('%s with %j', (status, lifecycleHookDetails, expected) => {
    const deployment = attached({ status, lifecycleHookDetails });
    expect(decide('watch', deployment)).toBe('follow');
    const steps = (['roll-back', 'abort', 'continue'] as const).map((action) => decide(action, deployment));
    expect(steps.map((step) => step.replace(/^follow .*/, 'follow'))).toEqual(expected);
  });

  it('names the hooks and how to answer one of them by hand', () => {
    const problem = decideStep('continue', attached({ lifecycleHookDetails: two, lifecycleStage: 'BAKE_TIME' }), NOW);
    expect(problem).toMatchObject({
      message: expect.stringContaining('ecs-pause-2 AWAITING_ACTION (until 2026-11-21T11:00:00.000Z)') as string,
      fix: expect.stringContaining(`--service-deployment-arn ${ARN} --hook-id`) as string,
    });
  });
});

describe('what happens if nothing is in flight, or nothing is known', () => {
  const { deploymentArn: _, ...unknown } = attached({}).started;

  it.each<[Action, Partial<Attached>, string]>([
    ['watch', { over: true }, 'follow'],
    ['roll-back', { over: true }, 'no-deployment-in-flight'],
    ['abort', { over: true }, 'no-deployment-in-flight'],
    ['continue', { over: true }, 'no-deployment-in-flight'],
    ['watch', { started: unknown }, 'follow'],
    ['roll-back', { started: unknown }, 'deployment-unreadable'],
    ['continue', { started: unknown }, 'deployment-unreadable'],
  ])('%s', (action, more, expected) => {
    expect(decide(action, attached({}, more))).toBe(expected);
  });

  it('lists the newest deployments', () => {
    const recent = [{ serviceDeploymentArn: ARN, status: 'ROLLBACK_SUCCESSFUL' as const, createdAt: EARLIER }];
    const problem = decideStep('roll-back', attached({}, { over: true, recent }), NOW);
    expect(problem).toMatchObject({
      message:
        'There is nothing to stop: no deployment of "web" is in flight. The newest: abc ROLLBACK_SUCCESSFUL (2026-11-21T09:00:00.000Z).',
    });
  });
});

describe('which deployment is meant', () => {
  function brief(name: string, status: ServiceDeploymentStatus, minute: number): ServiceDeploymentBrief {
    return { serviceDeploymentArn: name, status, createdAt: new Date(NOW.getTime() + minute * 60_000) };
  }

  it.each<[string, ServiceDeploymentBrief[], string | undefined]>([
    ['none', [], undefined],
    ['the newest in flight', [brief('a', 'SUCCESSFUL', 1), brief('b', 'IN_PROGRESS', 2)], 'b'],
    ['the last one', [brief('a', 'STOPPED', 2), brief('b', 'SUCCESSFUL', 1)], 'a'],
    ['an older one that rolls back', [brief('a', 'ROLLBACK_IN_PROGRESS', 1), brief('b', 'STOPPED', 2)], 'a'],
    ['not one that is being replaced', [brief('a', 'STOP_REQUESTED', 1), brief('b', 'SUCCESSFUL', 2)], 'b'],
    ['the one that is being stopped', [brief('a', 'STOP_REQUESTED', 2), brief('b', 'SUCCESSFUL', 1)], 'a'],
    ['a status of tomorrow is not over', [brief('a', 'MELTING' as 'STOPPED', 2)], 'a'],
  ])('%s', (_, briefs, expected) => {
    expect(pickDeployment(briefs)?.serviceDeploymentArn).toBe(expected);
  });
});
