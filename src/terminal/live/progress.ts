import type { DeployEvent } from '../../model.ts';
import { eventText } from '../../report/log.ts';

/** What is known of one service of the run, in the words of the log. */
export interface Progress {
  /** Empty if there is only one. */
  service: string;
  since: Date;
  /** The newest line about status, stage or resource. */
  doing: string;
  tasks?: { desired: number; running: number; pending: number };
  failed?: { failed: number; threshold?: number | undefined };
  /** Percent of production traffic on the new revision. */
  traffic?: number;
  /** What ends at a known time. */
  until?: { what: string; at: Date } | undefined;
  /** What is waited for, as the log would say it. */
  waiting?: string | undefined;
}

/** The progress of each service after one more event; services stay in the order in which they were first seen. */
export function advance(all: readonly Progress[], event: DeployEvent, service = ''): Progress[] {
  const before = all.find((one) => one.service === service) ?? { service, since: event.at, doing: '' };
  const after = { ...before, ...changed(before, event) };
  return all.includes(before) ? all.map((one) => (one === before ? after : one)) : [...all, after];
}

function changed(before: Progress, event: DeployEvent): Partial<Progress> {
  switch (event.kind) {
    case 'counts': {
      const { role, desired, running, pending } = event;
      return role === 'target' ? { tasks: { desired, running, pending } } : {};
    }
    case 'failed-tasks':
      return { failed: { failed: event.failed, threshold: event.threshold } };
    case 'traffic':
      return event.production === undefined ? {} : { traffic: event.production };
    case 'bake':
      return { until: { what: 'baking', at: event.until } };
    case 'hook':
      return event.hook.expiresAt === undefined ? {} : { until: { what: 'paused', at: event.hook.expiresAt } };
    case 'started':
    case 'status':
    case 'resource':
    case 'task':
      return { doing: eventText(event), waiting: undefined };
    case 'stage':
      return { doing: eventText(event), waiting: undefined, until: undefined };
    case 'waiting':
      return { waiting: event.message };
    case 'probe':
    case 'metric':
    case 'service-event':
    case 'target':
    case 'endpoint':
    case 'task-log':
    case 'notice':
    case 'warning':
      return before.doing === '' ? { doing: 'starting' } : {};
  }
}
