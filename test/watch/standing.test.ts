import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/model.ts';
import type { Rollback } from '../../src/watch/ending.ts';
import type { Observation } from '../../src/watch/observation.ts';
import { standingOf } from '../../src/watch/standing.ts';

const AT = new Date('2026-11-21T10:00:00Z');
const cancelled = (rollback: Rollback) => ({ kind: 'cancelled', rollback }) as const;

function seen(look: Partial<Observation>): Observation {
  return { at: AT, resources: [], revisions: [], hooks: [], ...look };
}

describe('a deployment that was left', () => {
  it.each<[ServiceDeploymentStatus, Standing]>([
    ['PENDING', 'in-flight'],
    ['IN_PROGRESS', 'in-flight'],
    ['STOP_REQUESTED', 'in-flight'],
    ['ROLLBACK_REQUESTED', 'going-back'],
    ['ROLLBACK_IN_PROGRESS', 'going-back'],
    ['SUCCESSFUL', 'over'],
    ['STOPPED', 'over'],
    ['ROLLBACK_SUCCESSFUL', 'over'],
    ['ROLLBACK_FAILED', 'over'],
  ])('%s: %s', (status, standing) => {
    expect(standingOf(cancelled('none'), { last: seen({ deployment: { status } }) })).toBe(standing);
  });

  it.each<[Rollback, Standing]>([
    ['none', 'in-flight'],
    ['refused', 'in-flight'],
    ['requested', 'going-back'],
    ['unanswered', 'unknown'],
    ['done', 'over'],
    ['late', 'over'],
  ])('its rollback %s: %s', (rollback, standing) => {
    expect(standingOf(cancelled(rollback), { last: undefined })).toBe(standing);
  });

  it.each([
    ['rolled-back', 'going-back'],
    ['stopped', 'unknown'],
  ] as const)('requested to be %s, which does not show yet: %s', (goal, standing) => {
    expect(standingOf(cancelled('none'), { last: undefined, goal })).toBe(standing);
  });

  it.each<[NonNullable<Observation['codeDeploy']>['deployment'], Standing]>([
    [{ status: 'InProgress' }, 'in-flight'],
    [{ status: 'Ready' }, 'in-flight'],
    [{ status: 'Succeeded' }, 'over'],
    [{ status: 'Stopped' }, 'over'],
    [{ status: 'Failed', rollbackInfo: { rollbackDeploymentId: 'd-2' } }, 'going-back'],
  ])('in CodeDeploy %j: %s', (deployment, standing) => {
    const codeDeploy = { deployment, failedTasks: 0, rollsBackOnFailure: true, terminationWaitMinutes: 5 };
    expect(standingOf(cancelled('none'), { last: seen({ codeDeploy }) })).toBe(standing);
  });
});

it('has no state if its service was deleted', () => {
  expect(standingOf({ kind: 'deleted', status: 'INACTIVE' }, { last: undefined })).toBeUndefined();
});
