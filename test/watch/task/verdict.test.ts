import type { Container, Task } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { judgeTask } from '../../../src/watch/task/verdict.ts';

const STARTED = new Date('2026-11-21T10:00:00Z');
const ENDED = { lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', startedAt: STARTED } as const;

const containers = (app: number | undefined, sidecar: number | undefined): Container[] => [
  { name: 'app', exitCode: app, lastStatus: app === undefined ? 'RUNNING' : 'STOPPED' },
  { name: 'sidecar', exitCode: sidecar, lastStatus: sidecar === undefined ? 'RUNNING' : 'STOPPED' },
];

it.each<[string, Task, { essential: string[]; wanted: string }]>([
  [
    'is running',
    { lastStatus: 'RUNNING', containers: containers(undefined, undefined) },
    { essential: ['app'], wanted: 'waiting' },
  ],
  [
    'ends its sidecar first',
    { lastStatus: 'RUNNING', containers: containers(undefined, 1) },
    { essential: ['app'], wanted: 'waiting' },
  ],
  [
    'stops its containers',
    { ...ENDED, lastStatus: 'STOPPING', containers: containers(0, undefined) },
    { essential: ['app'], wanted: 'waiting' },
  ],
  [
    'gives its network back',
    { ...ENDED, lastStatus: 'DEPROVISIONING', containers: containers(0, 143) },
    { essential: ['app'], wanted: 'succeeded' },
  ],
  [
    'gives its network back before every exit code is known',
    { ...ENDED, lastStatus: 'DEPROVISIONING', containers: containers(0, undefined) },
    { essential: ['app'], wanted: 'waiting' },
  ],
  [
    'shows exit codes of containers that it does not call stopped',
    { ...ENDED, lastStatus: 'DEPROVISIONING', containers: [{ name: 'app', exitCode: 0, lastStatus: 'PENDING' }] },
    { essential: ['app'], wanted: 'waiting' },
  ],
  ['ends with 0', { ...ENDED, containers: containers(0, 0) }, { essential: ['app', 'sidecar'], wanted: 'succeeded' }],
  ['ends with 3', { ...ENDED, containers: containers(3, 0) }, { essential: ['app'], wanted: 'exit' }],
  ['has a sidecar that fails', { ...ENDED, containers: containers(0, 9) }, { essential: ['app'], wanted: 'succeeded' }],
  [
    'has an essential helper that fails',
    { ...ENDED, containers: containers(0, 143) },
    { essential: ['app', 'sidecar'], wanted: 'exit' },
  ],
  [
    'has no stop code',
    { lastStatus: 'STOPPED', containers: containers(0, 0) },
    { essential: ['app'], wanted: 'succeeded' },
  ],
  ['has lost an exit code', { ...ENDED, containers: containers(undefined, 0) }, { essential: ['app'], wanted: 'exit' }],
  [
    'does not show the container that decides',
    { ...ENDED, containers: [{ name: 'sidecar', exitCode: 0 }] },
    { essential: ['app'], wanted: 'exit' },
  ],
  ['has no container that decides', { ...ENDED, containers: containers(0, 0) }, { essential: [], wanted: 'exit' }],
  [
    'could not be started',
    { lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', containers: containers(undefined, undefined) },
    { essential: ['app'], wanted: 'never-started' },
  ],
  [
    'could not be started, and still goes',
    { lastStatus: 'DEPROVISIONING', stopCode: 'TaskFailedToStart', containers: containers(undefined, undefined) },
    { essential: ['app'], wanted: 'never-started' },
  ],
  [
    'stopped before it started',
    { lastStatus: 'STOPPED', containers: containers(undefined, undefined) },
    { essential: ['app'], wanted: 'never-started' },
  ],
  [
    'was stopped by somebody',
    { ...ENDED, stopCode: 'UserInitiated', containers: containers(0, 0) },
    { essential: ['app'], wanted: 'interrupted' },
  ],
  [
    'lost its Spot capacity',
    { ...ENDED, stopCode: 'SpotInterruption', containers: containers(0, 0) },
    { essential: ['app'], wanted: 'interrupted' },
  ],
  [
    'has a stop code of the future',
    { ...ENDED, stopCode: 'SomethingNew' as 'UserInitiated', containers: containers(0, 0) },
    { essential: ['app'], wanted: 'interrupted' },
  ],
])('a task that %s', (_, task, { essential, wanted }) => {
  const verdict = judgeTask(task, new Set(essential));
  expect('how' in verdict ? verdict.how : verdict.kind).toBe(wanted);
});
