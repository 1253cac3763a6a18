import { webDefinition, ecrImage } from '../../emulator/scenarios/live-web.ts';
import { updateService } from '../../emulator/services.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { addSchedule } from '../scenarios/scheduled.ts';
import { FILES, NEXT_SHA, SHA } from './index.ts';

const TARGET_GROUPS = /arn:aws:elasticloadbalancing:us-east-1:\d{12}:targetgroup\/([\w-]+)\/\w+/g;
const LOG_GROUPS = /awslogs-group"?: "?(\/[\w/-]+)/g;

/** What the examples take for granted: target groups, log groups, container instances, an image for ARM64, a schedule. */
export function prepare(world: World): void {
  const { home, behaviours } = world;
  const text = Object.values(FILES).join('\n');
  const groups = new Map([...text.matchAll(TARGET_GROUPS)].map(([arn, name = '']) => [arn, name]));
  for (const [arn, name] of groups) {
    const targetType = name === 'api' ? 'instance' : 'ip';
    addTargetGroup(home, { name, arn, targetType, intervalSeconds: 10, deregistrationDelaySeconds: 30 });
  }
  for (const [, group = ''] of text.matchAll(LOG_GROUPS)) home.logGroups.set(group, new Map());
  home.logGroups.set('/ecs/order-api', new Map());
  updateService(home, { cluster: 'prod', service: 'web', healthCheckGracePeriodSeconds: 60 });
  home.clusters.get('prod')?.capacityProviders.push('general');
  behaviours.oneOff.set('web', { kind: 'works', exitCode: 0, secondsPerLine: 1, logLines: ['migrated'] });
  registerTaskDefinition(home, { ...webDefinition(home, ecrImage(home, 'report', '1')), family: 'report' });
  addSchedule(world, { name: 'nightly-report', runs: 'report:1' });
}

/** The image of the service `web` is built for ARM64, as the example asks. */
export function buildForArm({ home }: World): void {
  for (const sha of [SHA, NEXT_SHA]) home.images.set(ecrImage(home, 'web', sha), { platforms: ['linux/arm64'] });
}
