import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import type { Service, Tag } from '@aws-sdk/client-ecs';
import type { ScaledPlace } from './scaling.ts';

/** What Application Auto Scaling of a service did before a step suspended it: the trace of a step that was killed. */
export const HELD_TAG = 'deploy:auto-scaling-before';

type Kind = keyof SuspendedState;
const KINDS: readonly (readonly [word: string, kind: Kind])[] = [
  ['in', 'DynamicScalingInSuspended'],
  ['out', 'DynamicScalingOutSuspended'],
  ['scheduled', 'ScheduledScalingSuspended'],
];

export const ALL_SUSPENDED = toState(() => true);

/** All three members, of which AWS may leave out those that are false. */
export function wholeState(state: SuspendedState | undefined): Required<SuspendedState> {
  return toState((kind) => state?.[kind] === true);
}

export function isSameState(one: SuspendedState | undefined, other: SuspendedState | undefined): boolean {
  return KINDS.every(([, kind]) => (one?.[kind] === true) === (other?.[kind] === true));
}

/** `in=active out=active scheduled=suspended` */
export function toHeldTag(state: SuspendedState): Tag {
  const value = KINDS.map(([word, kind]) => `${word}=${state[kind] === true ? 'suspended' : 'active'}`).join(' ');
  return { key: HELD_TAG, value };
}

/** Undefined if no step holds the service; what nobody wrote was active. */
export function heldBefore(service: Service | undefined): Required<SuspendedState> | undefined {
  const tag = service?.tags?.find(({ key }) => key === HELD_TAG);
  if (tag === undefined) return undefined;
  const words = (tag.value ?? '').split(' ');
  return toState((kind) => words.includes(`${KINDS.find(([, one]) => one === kind)?.[0]}=suspended`));
}

/** The command that does what the step could not do. */
export function giveBackCommand(
  place: ScaledPlace,
  { state, region }: { state: SuspendedState; region: string },
): string {
  const members = KINDS.map(([, kind]) => `${kind}=${state[kind] === true}`).join(',');
  return `aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/${place.cluster}/${place.service} --suspended-state ${members} --region ${region}`;
}

function toState(isSuspended: (kind: Kind) => boolean): Required<SuspendedState> {
  return Object.fromEntries(KINDS.map(([, kind]) => [kind, isSuspended(kind)])) as unknown as Required<SuspendedState>;
}
