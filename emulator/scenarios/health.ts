import type { Behaviour } from '../behaviours.ts';
import { failingWeb } from './failing-web.ts';

const LISTENING = ['listening on 127.0.0.1:8080'];

const HEALTH: [name: string, title: string, does: Behaviour][] = [
  ['target-404', 'the health check path does not exist', { kind: 'unhealthy-target', code: 404 }],
  ['target-redirect', 'the health check is redirected to a login page', { kind: 'unhealthy-target', code: 302 }],
  [
    'target-timeout',
    'the load balancer gets no answer from new tasks',
    { kind: 'unhealthy-target', timeout: true, logLines: LISTENING },
  ],
  [
    'target-wrong-port',
    'nothing listens on the port of the target group',
    {
      kind: 'unhealthy-target',
      as: { state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' },
      logLines: ['listening on 3000'],
    },
  ],
  [
    'target-not-in-use',
    'no listener leads to the target group, so that nothing is checked',
    {
      kind: 'unhealthy-target',
      as: {
        state: 'unused',
        reason: 'Target.NotInUse',
        description: 'Target group is not configured to receive traffic from the load balancer',
      },
    },
  ],
  [
    'container-check-failing',
    'the health check in the task definition fails',
    { kind: 'unhealthy-container', logLines: ['listening on 8080'] },
  ],
];

export const health = HEALTH.map(([name, title, does]) => failingWeb({ name, title, does }));
