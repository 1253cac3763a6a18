import type { Deployment, Service, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Started } from '../../../src/model.ts';
import { judgeById, judgeServiceDeployment, type Memory } from '../../../src/watch/ecs/verdict.ts';

const T0 = new Date('2026-11-21T10:00:00Z');
const LATER = new Date('2026-11-21T10:05:00Z');

describe('judgeServiceDeployment', () => {
  it.each([
    ['PENDING', 'waiting'],
    ['IN_PROGRESS', 'waiting'],
    ['STOP_REQUESTED', 'waiting'],
    ['ROLLBACK_REQUESTED', 'waiting'],
    ['ROLLBACK_IN_PROGRESS', 'waiting'],
    ['SUCCESSFUL', 'succeeded'],
    ['ROLLBACK_SUCCESSFUL', 'rolled-back'],
    ['ROLLBACK_FAILED', 'failed'],
  ] as [ServiceDeploymentStatus, string][])('%s is %s', (status, wanted) => {
    const verdict = judgeServiceDeployment({ status }, undefined);
    expect(verdict.kind === 'ended' ? verdict.outcome : verdict.kind).toBe(wanted);
  });

  it('never mistakes an unknown status for success', () => {
    expect(judgeServiceDeployment({ status: 'SUCCESSFUL_WITH_DOUBTS' as ServiceDeploymentStatus }, undefined)).toEqual({
      kind: 'unknown',
      status: 'SUCCESSFUL_WITH_DOUBTS',
    });
    expect(judgeServiceDeployment({}, undefined).kind).toBe('unknown');
  });

  it.each([
    ['failed', { deploymentCircuitBreaker: { status: 'TRIGGERED' as const } }, {}],
    ['failed', { alarms: { status: 'TRIGGERED' as const } }, {}],
    ['superseded', {}, { deployments: [{ status: 'PRIMARY', createdAt: LATER }] }],
    ['superseded', { serviceDeploymentArn: 'a' }, { currentServiceDeployment: 'b' }],
    ['stopped', {}, { deployments: [{ status: 'PRIMARY', createdAt: T0 }] }],
    ['stopped', {}, undefined],
  ])('STOPPED is %s', (outcome, deployment, service) => {
    expect(judgeServiceDeployment({ status: 'STOPPED', createdAt: T0, ...deployment }, service)).toMatchObject({
      outcome,
    });
  });
});

describe('judgeById', () => {
  const started: Started = {
    cluster: 'c',
    service: 's',
    serviceArn: 'arn',
    baseline: { primaryId: 'ecs-svc/old', eventIds: new Set() },
    startedAt: T0,
    primaryId: 'ecs-svc/new',
    deploys: true,
  };
  const NEW: Deployment = {
    id: 'ecs-svc/new',
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    desiredCount: 2,
    runningCount: 1,
  };
  const OLD: Deployment = { id: 'ecs-svc/old', status: 'ACTIVE', rolloutState: 'COMPLETED' };
  const SEEN: Memory = { seen: true, failed: false, goneSeconds: 40 };

  function judge(deployments: Deployment[], memory = SEEN): string {
    const service: Service = { deployments };
    const verdict = judgeById(started, service, memory);
    return verdict.kind === 'ended' ? verdict.outcome : verdict.kind;
  }

  it.each([
    ['waiting', [NEW, OLD]],
    ['succeeded', [{ ...NEW, rolloutState: 'COMPLETED' }]],
    ['failed', [{ ...NEW, rolloutState: 'FAILED' }]],
    [
      'waiting',
      [
        { ...OLD, status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
        { ...NEW, status: 'ACTIVE', rolloutState: 'FAILED' },
      ],
    ],
    [
      'rolled-back',
      [
        { ...OLD, status: 'PRIMARY' },
        { ...NEW, status: 'ACTIVE', rolloutState: 'FAILED' },
      ],
    ],
    ['rolled-back', [{ ...OLD, status: 'PRIMARY' }]],
    ['superseded', [{ id: 'ecs-svc/other', status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }]],
    ['unknown', [{ ...NEW, rolloutState: 'PAUSED' }]],
    ['waiting', [{ ...NEW, rolloutState: undefined }]],
    ['succeeded', [{ ...NEW, rolloutState: undefined, runningCount: 2 }]],
  ] as [string, Deployment[]][])('%s', (wanted, deployments) => expect(judge(deployments)).toBe(wanted));

  it('does not believe at once that a deployment is gone: the response may be stale', () => {
    const fresh = { ...SEEN, goneSeconds: 8 };
    expect(judge([{ ...OLD, status: 'PRIMARY' }], fresh)).toBe('waiting');
    expect(judge([{ id: 'ecs-svc/other', status: 'PRIMARY' }], fresh)).toBe('waiting');
    expect(judge([{ ...OLD, status: 'PRIMARY' }], { ...fresh, failed: true })).toBe('rolled-back');
  });

  it('recognizes by its age a rollback past the deployment that was in flight before ours', () => {
    const oldest: Deployment = { id: 'ecs-svc/oldest', status: 'PRIMARY', rolloutState: 'COMPLETED', createdAt: T0 };
    const service: Service = { deployments: [oldest] };
    expect(judgeById({ ...started, primaryCreatedAt: LATER }, service, SEEN)).toMatchObject({ outcome: 'rolled-back' });
    const newer = { deployments: [{ ...oldest, createdAt: new Date(LATER.getTime() + 1) }] };
    expect(judgeById({ ...started, primaryCreatedAt: LATER }, newer, SEEN)).toMatchObject({ outcome: 'superseded' });
  });

  it('waits for a deployment that ECS does not show yet', () => {
    expect(judge([{ ...OLD, status: 'PRIMARY' }], { seen: false, failed: false, goneSeconds: 40 })).toBe('waiting');
  });
});
