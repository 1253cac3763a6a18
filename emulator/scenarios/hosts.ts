import { failingWeb, type WebFailure } from './failing-web.ts';

const HOSTS: WebFailure[] = [
  {
    name: 'spot-interruption',
    title: 'Fargate Spot interrupts each new task',
    service: { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    does: {
      kind: 'taken',
      stopCode: 'SpotInterruption',
      reason: 'Your Spot Task was interrupted.',
      afterSeconds: 6,
      logLines: ['listening on 8080', 'SIGTERM: closing connections'],
    },
  },
  {
    name: 'host-terminated',
    title: 'the container instance of each new task is terminated',
    service: { launchType: 'EC2' },
    does: {
      kind: 'taken',
      stopCode: 'TerminationNotice',
      reason: 'Host EC2 (instance i-0a1b2c3d4e5f67890) terminated.',
      afterSeconds: 6,
      logLines: ['listening on 8080'],
    },
  },
];

export const hosts = HOSTS.map(failingWeb);
