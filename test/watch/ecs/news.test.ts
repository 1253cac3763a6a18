import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { newsOf } from '../../../src/watch/ecs/read.ts';

const NEW = { requestedTaskCount: 2, runningTaskCount: 0, pendingTaskCount: 2 };
const OLD = { requestedTaskCount: 2, runningTaskCount: 2, pendingTaskCount: 0 };
const pending: ServiceDeployment = { status: 'PENDING', targetServiceRevision: NEW, sourceServiceRevisions: [OLD] };
const running: ServiceDeployment = { ...pending, status: 'IN_PROGRESS' };
const failing: ServiceDeployment = { ...running, deploymentCircuitBreaker: { failureCount: 1 } };
const back: ServiceDeployment = {
  ...running,
  status: 'ROLLBACK_IN_PROGRESS',
  targetServiceRevision: { ...NEW, requestedTaskCount: 0, pendingTaskCount: 0 },
};

it.each([
  ['nothing, if nothing changed', running, running, 'none'],
  ['nothing, if ECS has begun and shows no task yet', pending, running, 'none'],
  ['a step, if a stage began', running, { ...running, lifecycleStage: 'SCALE_UP' }, 'steps'],
  ['more, if a task failed', running, failing, 'more'],
  ['more, if a rollback began', failing, back, 'more'],
  ['more, if it is over', running, { ...running, status: 'SUCCESSFUL' }, 'more'],
  ['nothing, if only the end of a rollback is left', back, { ...back, lifecycleStage: 'CLEAN_UP' }, 'none'],
] satisfies [string, ServiceDeployment, ServiceDeployment, string][])('is %s', (_, before, now, expected) => {
  expect(newsOf(before, now)).toBe(expected);
});
