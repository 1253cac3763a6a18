import { expect, test } from 'vitest';
import { addGateway } from '../../emulator/gateways.ts';
import { addLiveWeb } from '../../emulator/scenarios/live-web.ts';
import { errorOf, openLab } from './lab.ts';

test('puts services behind a gateway', async () => {
  const lab = await openLab((world) => {
    addGateway(world.home, { name: 'public', clusters: ['prod'] });
    addLiveWeb(world, { loadBalancers: [], gatewayConnectors: [{ portName: 'http' }] });
  });
  const { services } = await lab.ecs.describeServices({ cluster: 'prod', services: ['web'] });
  expect(services?.[0]?.loadBalancers).toEqual([]);
  const { serviceDeployments } = await lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' });
  const arn = serviceDeployments?.[0]?.targetServiceRevisionArn ?? '';
  const { serviceRevisions } = await lab.ecs.describeServiceRevisions({ serviceRevisionArns: [arn] });
  expect(serviceRevisions?.[0]?.gatewayConnectors).toEqual([{ portName: 'http' }]);
  const [connection, ...more] = serviceRevisions?.[0]?.ecsManagedResources?.gatewayConnections ?? [];
  expect(more).toEqual([]);
  expect(connection).toMatchObject({ portName: 'http', accessType: 'PUBLIC', status: 'ACTIVE' });
  expect(connection?.serviceUrl).toMatch(/^https:\/\/web-/);
  const [balancer] = connection?.resources?.hostSharedAlb ?? [];
  const health = await lab.elbv2.describeTargetHealth({ TargetGroupArn: balancer?.targetGroupArn });
  expect(
    health.TargetHealthDescriptions?.map(({ Target, TargetHealth }) => [Target?.Port, TargetHealth?.State]),
  ).toEqual([
    [8080, 'healthy'],
    [8080, 'healthy'],
  ]);

  const two = [{ portName: 'http' }, { portName: 'http' }];
  const update = { cluster: 'prod', service: 'web' };
  expect(await errorOf(lab.ecs.updateService({ ...update, gatewayConnectors: two }))).toContain('at most one');
  expect(await errorOf(lab.ecs.updateService({ ...update, gatewayConnectors: [{ portName: 'grpc' }] }))).toContain(
    'portName(grpc)',
  );
});
