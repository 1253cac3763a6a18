import type { Task } from '@aws-sdk/client-ecs';
import { taskAddresses } from '../../aws/tasks.ts';
import type { CauseId } from '../../explain/patterns.ts';
import type { TargetState } from '../../model.ts';
import type { Finding } from './finding.ts';

/** Names the subnets of the targets that the load balancer does not serve: the zone of a subnet is what is wrong. */
export function addZones(
  health: readonly { finding: Finding; targetGroup: string }[],
  { targets, live }: { targets: readonly TargetState[]; live: readonly Task[] },
): void {
  for (const { finding, targetGroup } of health) {
    if (finding.explanation?.id !== ('target-zone-disabled' satisfies CauseId)) continue;
    const unserved = targets.filter(
      ({ targetGroupArn, state }) => targetGroupArn === targetGroup && state === 'unused',
    );
    const words = unserved.flatMap(({ id }) => {
      const subnet = live.filter((task) => taskAddresses(task).includes(id)).flatMap(subnetsOf)[0];
      return subnet === undefined ? [] : [`${id} in ${subnet}`];
    });
    if (words.length > 0) finding.known = [...(finding.known ?? []), `unserved: ${words.join(', ')}`];
  }
}

function subnetsOf({ attachments = [] }: Task): string[] {
  return attachments.flatMap(({ details = [] }) =>
    details.flatMap(({ name, value }) => (name === 'subnetId' && value !== undefined ? [value] : [])),
  );
}
