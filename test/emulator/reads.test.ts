import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

test('reports target health', async () => {
  const lab = await openScenario('unhealthy-targets');
  const TargetGroupArn = (await lab.web()).loadBalancers?.[0]?.targetGroupArn ?? '';
  await lab.deploy('2', { kind: 'unhealthy-target', code: 503 });
  lab.seconds(46);
  const { TargetHealthDescriptions } = await lab.elbv2.describeTargetHealth({ TargetGroupArn });
  expect(TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth)).toContainEqual({
    State: 'unhealthy',
    Reason: 'Target.ResponseCodeMismatch',
    Description: 'Health checks failed with these codes: [503]',
  });
  const asked = await lab.elbv2.describeTargetHealth({ TargetGroupArn, Targets: [{ Id: '10.9.9.9', Port: 8080 }] });
  expect(asked.TargetHealthDescriptions?.[0]?.TargetHealth?.Reason).toBe('Target.NotRegistered');
  const { TargetGroups } = await lab.elbv2.describeTargetGroups({ TargetGroupArns: [TargetGroupArn] });
  expect(TargetGroups?.[0]).toMatchObject({ HealthCheckIntervalSeconds: 10, HealthCheckPath: '/', TargetType: 'ip' });
  const { Attributes } = await lab.elbv2.describeTargetGroupAttributes({ TargetGroupArn });
  expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '30' });
});

test('keeps log streams as awslogs names them', async () => {
  const lab = await openScenario('classic-breaker');
  await lab.deploy('2', { kind: 'exits', exitCode: 1, logLines: ['one', 'two', 'three'] });
  lab.seconds(60);
  const { taskArns = [] } = await lab.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' });
  const logStreamName = `ecs/web/${taskArns[0]?.split('/').at(-1)}`;
  const read = { logGroupName: '/ecs/web', logStreamName };
  const tail = await lab.logs.getLogEvents({ ...read, limit: 2 });
  expect(tail.events?.map((event) => event.message)).toEqual(['two', 'three']);
  const end = await lab.logs.getLogEvents({ ...read, nextToken: tail.nextForwardToken });
  expect(end).toMatchObject({ events: [], nextForwardToken: tail.nextForwardToken });
  const head = await lab.logs.getLogEvents({ ...read, limit: 1, startFromHead: true });
  expect(head.events?.map((event) => event.message)).toEqual(['one']);
  expect(await errorOf(lab.logs.getLogEvents({ ...read, logGroupName: '/ecs/nowhere' }))).toMatch(
    /^ResourceNotFoundException/,
  );
  expect(await errorOf(lab.logs.getLogEvents({ ...read, logStreamName: 'none' }))).toMatch(
    /^ResourceNotFoundException/,
  );
});

test('holds images in ECR', async () => {
  const lab = await openScenario('classic-healthy');
  lab.world.home.images.set(lab.image('arm'), { platforms: ['linux/arm64'] });
  lab.world.home.images.set(lab.image('gone'), { missing: true });
  const { images, failures } = await lab.ecr.batchGetImage({
    repositoryName: 'web',
    imageIds: [{ imageTag: 'arm' }, { imageTag: 'gone' }],
  });
  const manifest = JSON.parse(images?.[0]?.imageManifest ?? '{}') as { manifests: { platform: object }[] };
  expect(manifest.manifests[0]?.platform).toEqual({ architecture: 'arm64', os: 'linux' });
  expect(failures).toMatchObject([{ failureCode: 'ImageNotFound', imageId: { imageTag: 'gone' } }]);
  lab.world.home.images.set(lab.image('plain'), { platforms: ['linux/arm64'], single: true });
  const plain = await lab.ecr.batchGetImage({ repositoryName: 'web', imageIds: [{ imageTag: 'plain' }] });
  const { config } = JSON.parse(plain.images?.[0]?.imageManifest ?? '{}') as { config: { digest: string } };
  const layer = await lab.ecr.getDownloadUrlForLayer({ repositoryName: 'web', layerDigest: config.digest });
  expect(await (await fetch(layer.downloadUrl ?? '')).json()).toMatchObject({ architecture: 'arm64', os: 'linux' });
  const noLayer = lab.ecr.getDownloadUrlForLayer({ repositoryName: 'web', layerDigest: `sha256:${'0'.repeat(64)}` });
  expect(await errorOf(noLayer)).toMatch(/^LayersNotFoundException/);
  const missing = lab.ecr.describeImages({ repositoryName: 'web', imageIds: [{ imageTag: 'gone' }] });
  expect(await errorOf(missing)).toMatch(/^ImageNotFoundException/);
  const [repository = ''] = lab.image('x', 'nope').split(':');
  lab.world.home.images.set(repository, { missing: true });
  const unknown = lab.ecr.describeImages({ repositoryName: 'nope', imageIds: [{ imageTag: 'x' }] });
  expect(await errorOf(unknown)).toMatch(/^RepositoryNotFoundException/);
  lab.world.home.pullThroughPrefixes.add('hub');
  const { pullThroughCacheRules } = await lab.ecr.describePullThroughCacheRules({});
  expect(pullThroughCacheRules).toMatchObject([{ ecrRepositoryPrefix: 'hub' }]);
});

test('identifies the caller', async () => {
  const lab = await openScenario('empty');
  expect(await lab.sts.getCallerIdentity({})).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/deploy/session',
  });
});
