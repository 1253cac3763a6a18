import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

const OF_WEB = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

test('keeps the scalable target of a service', async () => {
  const { scaling } = await openScenario('classic-healthy');
  const read = async () => {
    const found = await scaling.describeScalableTargets({ ServiceNamespace: 'ecs', ResourceIds: [OF_WEB.ResourceId] });
    return found.ScalableTargets ?? [];
  };
  expect(await read()).toEqual([]);
  expect(await errorOf(scaling.registerScalableTarget(OF_WEB))).toMatch(/^ValidationException/);
  await scaling.registerScalableTarget({ ...OF_WEB, MinCapacity: 2, MaxCapacity: 6 });
  await scaling.registerScalableTarget({ ...OF_WEB, SuspendedState: { ScheduledScalingSuspended: true } });
  await scaling.registerScalableTarget({ ...OF_WEB, SuspendedState: { DynamicScalingInSuspended: true } });
  expect(await read()).toMatchObject([
    {
      ...OF_WEB,
      MinCapacity: 2,
      MaxCapacity: 6,
      SuspendedState: {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: true,
      },
    },
  ]);
  expect(await errorOf(scaling.registerScalableTarget({ ...OF_WEB, MinCapacity: 7 }))).toMatch(/^ValidationException/);
  const other = { ...OF_WEB, ResourceId: 'service/prod/wbe', MinCapacity: 1, MaxCapacity: 2 };
  expect(await errorOf(scaling.registerScalableTarget(other))).toMatch(/^ValidationException/);
  const none = await scaling.describeScalableTargets({ ServiceNamespace: 'dynamodb' });
  expect(none.ScalableTargets).toEqual([]);
});
