import { expect, it } from 'vitest';
import type { Scene } from '../../demo/messages.ts';
import { play } from '../../demo/play.ts';
import { sceneOf } from '../../demo/scene.ts';
import { showOf } from '../../demo/shows.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { updateService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import { createWorld, type World } from '../../emulator/world.ts';

function worldOf(scenario: string): World {
  const world = createWorld();
  scenarios[scenario]?.fill(world);
  world.clock.advanceTo(world.startAt);
  return world;
}

function deploy(scenario: string): World {
  const world = worldOf(scenario);
  registerTaskDefinition(world.home, webDefinition(world.home, ecrImage(world.home, 'web', '2.0.0')));
  updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web' });
  return world;
}

function sceneAfter(world: World, seconds: number): Scene {
  world.clock.advanceTo(world.startAt + seconds * 1000);
  return sceneOf(world);
}

it('shows a service at rest', () => {
  const { services, targetGroups } = sceneOf(worldOf('classic-healthy'));
  expect(services).toMatchObject([
    {
      name: 'web',
      cluster: 'prod',
      kind: 'rolling',
      desired: 2,
      status: 'no deployment yet',
      tone: 'idle',
      stages: [],
      revisions: [{ name: 'web:1', role: 'live', gone: 0 }],
    },
  ]);
  expect(services[0]?.revisions[0]?.tasks).toMatchObject(
    Array.from({ length: 2 }, () => ({ tone: 'good', state: 'running', health: 'target healthy' })),
  );
  expect(targetGroups).toMatchObject([{ name: 'web', shares: [{ route: 'production', percent: 100 }] }]);
  expect(targetGroups[0]?.targets.map(({ state, revision }) => [state, revision])).toEqual([
    ['healthy', 'web:1'],
    ['healthy', 'web:1'],
  ]);
});

it('shows a rolling deployment from its start to its end', () => {
  const world = deploy('classic-healthy');
  const early = sceneAfter(world, 5).services[0];
  expect(early).toMatchObject({ status: 'in progress', tone: 'waiting' });
  expect(early?.stages.map(({ name, state }) => [name, state])).toEqual([
    ['pending', 'done'],
    ['replace tasks', 'now'],
    ['successful', 'ahead'],
  ]);
  expect(early?.revisions.map(({ name, role }) => [name, role])).toEqual([
    ['web:2', 'new'],
    ['web:1', 'live'],
  ]);
  expect(early?.revisions[0]?.tasks.map(({ tone, state }) => [tone, state])).toEqual([
    ['waiting', 'provisioning'],
    ['waiting', 'provisioning'],
  ]);
  const draining = sceneAfter(world, 45);
  expect(draining.services[0]?.revisions[1]?.tasks.map(({ tone }) => tone)).toEqual(['leaving', 'leaving']);
  expect(draining.targetGroups[0]?.targets.map(({ state }) => state)).toEqual([
    'draining',
    'draining',
    'healthy',
    'healthy',
  ]);
  const end = sceneAfter(world, 200).services[0];
  expect(end).toMatchObject({ status: 'successful', tone: 'good', revisions: [{ name: 'web:2', role: 'live' }] });
  expect(end?.stages.every(({ state }) => state === 'done')).toBe(true);
});

it('shows tasks that fail and the way back', () => {
  const world = deploy('classic-breaker');
  const failing = sceneAfter(world, 29).services[0];
  expect(failing?.facts).toContain('circuit breaker: 2 failures, trips at 3');
  expect(failing?.revisions[0]?.tasks.filter(({ tone }) => tone === 'bad')).toMatchObject([
    { state: expect.stringContaining('exit code 1') },
    { state: expect.stringContaining('exit code 1') },
  ]);
  expect(failing?.revisions[0]?.reasons).toEqual(['Essential container in task exited (2 times)']);
  expect(failing?.event).toMatch(/^\(service web\) has started 2 tasks: \(task [0-9a-f]{8}\) \(task [0-9a-f]{8}\)\.$/);
  const end = sceneAfter(world, 90).services[0];
  expect(end).toMatchObject({ status: 'rollback successful', tone: 'bad' });
  expect(end?.stages.at(-1)).toEqual({ name: 'rollback successful', state: 'failed' });
  expect(end?.revisions.map(({ name, role, desired }) => [name, role, desired])).toEqual([
    ['web:2', 'failed', 0],
    ['web:1', 'live', 2],
  ]);
  const later = sceneAfter(world, 600).services[0]?.revisions[0];
  expect(later).toMatchObject({ tasks: [], gone: 4 });
});

it('shows what health checks find wrong', () => {
  const world = deploy('unhealthy-targets');
  expect(sceneAfter(world, 50).targetGroups[0]?.reasons).toEqual([
    'Health checks failed with these codes: [503] (2 times)',
  ]);
  expect(sceneAfter(world, 60).services[0]?.revisions[0]?.reasons).toEqual([
    'Task failed ELB health checks in (target-group web) (2 times)',
  ]);
});

it('shows the stages and the traffic of a canary', () => {
  const world = deploy('canary');
  const { services, targetGroups } = sceneAfter(world, 120);
  expect(services[0]?.stages.filter(({ state }) => state === 'now')).toEqual([
    { name: 'production traffic shift', state: 'now' },
  ]);
  expect(services[0]?.facts).toContain('traffic step 1 of 2');
  expect(targetGroups.map(({ name, shares }) => [name, ...shares.map(({ percent }) => percent)])).toEqual([
    ['web', 10, 100],
    ['web-green', 90, 0],
  ]);
  expect(sceneAfter(world, 800).services[0]).toMatchObject({ status: 'successful', tone: 'good' });
});

it('shows how far blue/green came before it was rolled back', () => {
  const world = deploy('hook-failed');
  const end = sceneAfter(world, 800).services[0];
  expect(end).toMatchObject({ status: 'rollback successful', tone: 'bad' });
  expect(end?.stages.map(({ name, state }) => [name, state])).toEqual([
    ['pre scale up', 'done'],
    ['scale up', 'done'],
    ['post scale up', 'done'],
    ['test traffic shift', 'done'],
    ['post test traffic shift', 'failed'],
    ['pre production traffic shift', 'skipped'],
    ['production traffic shift', 'skipped'],
    ['post production traffic shift', 'skipped'],
    ['bake time', 'skipped'],
    ['clean up', 'skipped'],
    ['rollback successful', 'failed'],
  ]);
});

it('shows the deployment of a colleague, and what became of the one before', () => {
  const world = deploy('classic-healthy');
  sceneAfter(world, 20);
  updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
  const { services } = sceneAfter(world, 30);
  expect(services[0]?.facts).toContain('earlier deployment: stopped');
  expect(services[0]?.revisions.map(({ name, role }) => [name, role])).toEqual([
    ['web:1', 'new'],
    ['web:2', 'stopped'],
    ['web:1', 'live'],
  ]);
});

it('shows the lifecycle events of CodeDeploy, and what its hook broke', async () => {
  const scenes: Scene[] = [];
  const played = await play(
    showOf('codedeploy-hook-fails'),
    { speed: Infinity },
    {
      onLine: () => undefined,
      onSecond: (world) => void scenes.push(sceneOf(world)),
    },
  );
  expect(played).toMatchObject({ exitCode: 1, outcome: 'rolled-back' });
  const revisions = scenes.flatMap(({ services }) => services[0]?.revisions ?? []);
  expect(new Set(revisions.map(({ name, role }) => `${name} ${role}`))).toEqual(
    new Set(['web:1 live', 'web:2 new', 'web:2 live', 'web:1 old', 'web:2 failed']),
  );
  const stages = scenes.map(({ services }) => services[0]?.stages ?? []);
  expect(stages.some((all) => all.some(({ name, state }) => name === 'install' && state === 'now'))).toBe(true);
  expect(stages.some((all) => all.some(({ state }) => state === 'failed'))).toBe(true);
  expect(scenes.at(-1)?.services[0]).toMatchObject({
    kind: 'CodeDeploy',
    status: 'rollback succeeded',
    tone: 'bad',
    revisions: [
      { name: 'web:2', role: 'failed' },
      { name: 'web:1', role: 'live' },
    ],
  });
});

it('shows that there is nothing', () => {
  expect(sceneOf(worldOf('empty'))).toEqual({ services: [], targetGroups: [] });
});
