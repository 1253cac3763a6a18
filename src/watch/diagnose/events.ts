import type { ServiceEvent } from '@aws-sdk/client-ecs';
import { explain, toPlain } from '../../explain/explain.ts';
import { keyOf, tierOf, type Finding } from './finding.ts';

/** An event that says that a target of ours is unhealthy. */
export interface UnhealthyEvent {
  task: string;
  targetGroup: string;
  reason: string;
}

const UNHEALTHY =
  /^(?:.*?\((?:task|instance) (?<task>[\w-]+)\))?.*?(?:is unhealthy|is not healthy) in \(?target-group (?<group>[^\s)]+)\)? due to \(?(?:reason )?(?<reason>.+?)\)?\.?$/iu;

/** An event that nobody has described yet is told as it is, if it complains and nothing else is known. */
const COMPLAINT =
  /\b(?:un|not )able\b|fail|\berror\b|\bcould not\b|\bcannot\b|denied|invalid|\blimit\b|maximum number|exceed/iu;

/** What the new events of the service say about placement, capacity, roles and the network; oldest first, alike ones once. */
export function eventFindings(events: readonly ServiceEvent[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { message = '' } of events) {
    const explanation = explain(message);
    if (explanation?.normal === true || UNHEALTHY.test(toPlain(message))) continue;
    if (explanation === undefined && !COMPLAINT.test(message)) continue;
    const tier = explanation === undefined ? 'echo' : tierOf(explanation, 'event');
    const id = explanation?.id ?? toPlain(message);
    const known = findings.get(id);
    const count = (known?.count ?? 0) + 1;
    findings.set(id, {
      tier,
      key: keyOf(explanation, message),
      message,
      count,
      unit: 'event',
      explanation,
      facts: [],
      log: [],
    });
  }
  return [...findings.values()];
}

export function unhealthyEvents(events: readonly ServiceEvent[]): UnhealthyEvent[] {
  return events.flatMap(({ message = '' }) => {
    const groups = UNHEALTHY.exec(toPlain(message))?.groups;
    return groups === undefined
      ? []
      : [{ task: groups['task'] ?? '', targetGroup: groups['group'] ?? '', reason: groups['reason'] ?? '' }];
  });
}
