import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

test('deletes a service with its tasks', async () => {
  const lab = await openScenario('classic-healthy');
  const { networkConfiguration } = await lab.web();
  expect(await errorOf(lab.ecs.deleteService({ cluster: 'prod', service: 'web' }))).toContain(
    'cannot be stopped while it is scaled above 0',
  );
  const { service } = await lab.ecs.deleteService({ cluster: 'prod', service: 'web', force: true });
  expect(service).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
  const again = () =>
    lab.ecs.createService({
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration,
    });
  expect(await errorOf(again())).toBe('InvalidParameterException: Unable to Start a service that is still Draining.');
  lab.world.clock.advance(10 * 60_000);
  expect(await lab.web()).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
  expect(await errorOf(lab.ecs.deleteService({ cluster: 'prod', service: 'web' }))).toContain(
    'ServiceNotFoundException',
  );
  expect((await again()).service).toMatchObject({ status: 'ACTIVE' });
});
