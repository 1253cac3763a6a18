import type { Behaviour } from '../emulator/behaviours.ts';
import { createExpressGatewayService } from '../emulator/express.ts';
import { roleArn } from '../emulator/names.ts';
import { addLiveWeb, ecrImage } from '../emulator/scenarios/live-web.ts';
import { createWorld, type World } from '../emulator/world.ts';
import { createRandom } from './statistics.ts';
import { DEPLOY_WEB, nextWeb } from './step.ts';

export interface Rollout {
  kind: 'rolling' | 'rolling, failing' | 'express' | 'express, failing';
  world: World;
  inputs: Record<string, string>;
  taskDefinition: string;
  /** The call that starts the deployment. */
  write: 'UpdateService' | 'UpdateExpressGatewayService';
  /** Where ECS is in its scheduling cycle when the step starts. */
  offsetMilliseconds: number;
}

/** Three of four rollouts succeed, three of four are on a classic service. */
const KINDS: Rollout['kind'][] = [
  'rolling',
  'rolling',
  'express',
  'rolling, failing',
  'rolling',
  'rolling',
  'rolling',
  'express, failing',
];

/** Task counts, start times, health checks, draining, answer times and failures as they come; the same seed gives the same. */
export function createRollout(seed: number): Rollout {
  const random = createRandom(seed * 1_000_003);
  const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
  const kind = KINDS[seed % KINDS.length] ?? 'rolling';
  const world = createWorld({ seed });
  const express = kind.startsWith('express');
  const changes = express ? {} : addRollingService(world, between);
  if (express) addExpressService(world, between);
  for (const group of world.home.targetGroups) {
    Object.assign(group, { intervalSeconds: between(5, 60), deregistrationDelaySeconds: between(0, 180) });
  }
  world.clock.advance(60 * 60 * 1000);
  world.behaviours.fallback = kind.endsWith('failing')
    ? createFailure(between, world)
    : { kind: 'slow', startSeconds: between(0, 90) };
  world.faults.latencyMilliseconds = between(20, 150);
  const image = ecrImage(world.home, 'shop', '2.0.0');
  return {
    kind,
    world,
    inputs: express ? { service: 'shop', image, 'wait-for-service-stability': 'true' } : DEPLOY_WEB,
    taskDefinition: nextWeb(world, changes),
    write: express ? 'UpdateExpressGatewayService' : 'UpdateService',
    offsetMilliseconds: between(0, 5000),
  };
}

type Between = (low: number, high: number) => number;

/** Three of four services have a load balancer, every second task definition a health check of its own. */
function addRollingService(world: World, between: Between): Parameters<typeof nextWeb>[1] {
  const balanced = between(1, 100) > 25;
  addLiveWeb(world, { desiredCount: between(1, 10), ...(balanced ? {} : { loadBalancers: [] }) });
  if (between(1, 100) > 50) return {};
  const { containerDefinitions = [] } = JSON.parse(nextWeb(world)) as NonNullable<Parameters<typeof nextWeb>[1]>;
  const healthCheck = { command: ['CMD-SHELL', 'true'], interval: between(5, 30) };
  return { containerDefinitions: containerDefinitions.map((container) => ({ ...container, healthCheck })) };
}

function addExpressService(world: World, between: Between): void {
  const region = world.home;
  region.logGroups.set('/ecs/shop', new Map());
  const image = ecrImage(region, 'shop', '1.0.0');
  world.behaviours.byImage.set(image, { kind: 'healthy' });
  createExpressGatewayService(region, {
    serviceName: 'shop',
    infrastructureRoleArn: roleArn(region, 'ecsInfrastructureRole'),
    executionRoleArn: roleArn(region, 'ecsTaskExecutionRole'),
    primaryContainer: { image, containerPort: 8080 },
    scalingTarget: {
      minTaskCount: between(1, 10),
      maxTaskCount: 20,
      autoScalingMetric: 'AVERAGE_CPU',
      autoScalingTargetValue: 60,
    },
  });
}

function createFailure(between: Between, world: World): Behaviour {
  const failures: Behaviour[] = [
    { kind: 'exits', exitCode: 1, afterSeconds: between(1, 30) },
    { kind: 'oom', afterSeconds: between(1, 30) },
    { kind: 'cannot-start', message: 'exec: "web": executable file not found in $PATH' },
    { kind: 'secret-missing', secretArn: `arn:aws:secretsmanager:us-east-1:${world.account}:secret:web-a1b2c3` },
  ];
  const balanced = world.home.services.some(({ settings }) => (settings.loadBalancers ?? []).length > 0);
  if (balanced) failures.push({ kind: 'unhealthy-target', code: 503 });
  return failures[between(0, failures.length - 1)] ?? { kind: 'no-capacity' };
}
