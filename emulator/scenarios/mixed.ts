import { addEvent } from '../events.ts';
import { failingWeb, type WebFailure } from './failing-web.ts';
import { ring, stop, watched } from './interventions.ts';
import type { Behaviour } from '../behaviours.ts';

const CRASH: Behaviour = { kind: 'exits', exitCode: 1, logLines: ['Error: SESSION_KEY is not set'] };

const MIXED: WebFailure[] = [
  {
    name: 'alarm-of-a-crash',
    title: 'new tasks exit with code 1, and an alarm notices it before the circuit breaker',
    service: watched(true),
    does: CRASH,
    afterwards: { seconds: 40, run: ring },
  },
  {
    name: 'colleague-sees-crash',
    title: 'new tasks exit with code 1, and a colleague rolls back before the circuit breaker',
    does: CRASH,
    afterwards: { seconds: 40, run: stop('ROLLBACK') },
  },
  {
    name: 'spot-then-crash',
    title: 'Fargate Spot interrupts the first new task, and all others exit with code 1',
    does: {
      kind: 'sequence',
      steps: [{ kind: 'taken', stopCode: 'SpotInterruption', reason: 'Your Spot Task was interrupted.' }, CRASH],
    },
  },
  {
    name: 'old-target-unhealthy',
    title: 'new tasks are slow to start, and meanwhile a task of the previous revision is reported unhealthy',
    does: { kind: 'slow', startSeconds: 1200 },
    afterwards: {
      seconds: 30,
      run: (region, service) => {
        const [old] = region.tasks;
        const [group] = region.targetGroups;
        addEvent(
          service,
          `(task ${old?.id}) (port 8080) is unhealthy in (target-group ${group?.arn}) due to (reason Request timed out).`,
        );
      },
    },
  },
  {
    name: 'slow-drain',
    title: 'old targets drain for 300 s, as load balancers do by default',
    given: ({ home }) => {
      for (const group of home.targetGroups) group.deregistrationDelaySeconds = 300;
    },
  },
];

export const mixed = MIXED.map(failingWeb);
