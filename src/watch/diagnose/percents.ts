import type { Service } from '@aws-sdk/client-ecs';
import { hasRoom, roomForOne, roomOf, type Room } from '../../aws/percents.ts';
import { explain, type Explanation } from '../../explain/explain.ts';
import type { CauseId } from '../../explain/patterns.ts';
import { tierOf, type Finding } from './finding.ts';

/** Puts the service's own numbers into what the two percents explain. */
export function addPercents(finding: Finding, service: Service | undefined): void {
  const { desiredCount = 0, deploymentConfiguration = {} } = service ?? {};
  const id = finding.explanation?.id ?? '';
  if (desiredCount === 0 || (deploymentConfiguration.strategy ?? 'ROLLING') !== 'ROLLING') return;
  const room = roomOf(desiredCount, deploymentConfiguration);
  if (id === 'percent-deadlock') {
    finding.explanation = explain(inNumbers(room)) ?? finding.explanation;
    finding.tier = tierOf(finding.explanation, 'event');
  }
  if (NEEDS_ROOM.has(id))
    finding.facts.push(
      `While it deploys, ECS keeps at least ${room.least} task${room.least === 1 ? '' : 's'} healthy (minimumHealthyPercent ${room.minimum} of ${room.desired} desired) and runs at most ${room.most} (maximumPercent ${room.maximum}).`,
    );
}

/** What the event of a deadlock means for this service; undefined if it says nothing of its percents. */
export function explainDeadlock(service: Service | undefined): Explanation | undefined {
  const { desiredCount = 0, deploymentConfiguration } = service ?? {};
  return desiredCount === 0 || deploymentConfiguration === undefined
    ? undefined
    : explain(inNumbers(roomOf(desiredCount, deploymentConfiguration)));
}

/** A sentence that the table of causes knows. */
function inNumbers(room: Room): string {
  const { desired, minimum, maximum, least, most } = room;
  const numbers = roomForOne(room);
  return hasRoom(room)
    ? `With ${desired} desired, minimum ${minimum}% and maximum ${maximum}% leave room`
    : `With ${desired} desired, minimum ${minimum}% keeps ${least} running and maximum ${maximum}% allows ${most}; ${numbers.maximum} or ${numbers.minimum} works`;
}

/** Old and new tasks at once need more than the service does. */
const NEEDS_ROOM = new Set<string>([
  'percent-deadlock',
  'placement',
  'placement-resources',
  'placement-port',
  'fargate-task-quota',
  'provider-at-limit',
  'provider-not-scaling',
] satisfies CauseId[]);
