import type { Service, Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { ServiceSettings } from '../../src/model.ts';
import { proveSettings } from '../../src/verify/proof.ts';
import type { LiveService } from '../../src/verify/setting-state.ts';

const ON_SPOT = { capacityProvider: 'FARGATE_SPOT', weight: 1 };
const SPOT = [ON_SPOT];

const counted = (desiredCount: number, runningCount: number, pendingCount = 0): Service => ({
  desiredCount,
  runningCount,
  pendingCount,
});
const on = (capacityProviderName: string): Task => ({ capacityProviderName, launchType: 'FARGATE' });
const withAgent = (lastStatus: string, reason?: string): Task => ({
  taskArn: 'arn:aws:ecs:us-east-1:111122223333:task/prod/1',
  enableExecuteCommand: true,
  containers: [
    { name: 'web', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus, ...(reason ? { reason } : {}) }] },
  ],
});
const BARE: Task = { enableExecuteCommand: false, containers: [{ name: 'web' }] };

interface Row {
  title: string;
  settings: ServiceSettings;
  live: Partial<LiveService>;
  kind: string;
  says: RegExp;
}

/** A table for each setting: what was seen, and where the setting stands. */
type Seen = [title: string, live: Partial<LiveService>, kind: string, says: RegExp];

const toRows = (settings: ServiceSettings, seen: Seen[]): Row[] =>
  seen.map(([title, live, kind, says]) => ({ title, settings, live, kind, says }));

const SHOWS_SPOT: Service = { capacityProviderStrategy: SPOT };
const HALF = { deploymentConfiguration: { minimumHealthyPercent: 50 } };

const ROWS: Row[] = [
  ...toRows({ desiredCount: 5 }, [
    ['all run', { service: counted(5, 5) }, 'true', /^5 tasks are running$/],
    ['too few run', { service: counted(5, 3, 1) }, 'not-yet', /^only 3 of 5 tasks are running \(1 pending\)$/],
    ['too many run still', { service: counted(5, 8) }, 'not-yet', /8 tasks are running, 3 more/],
    [
      'as many run, and one is on its way',
      { service: counted(5, 5, 1) },
      'not-yet',
      /5 tasks are running \(1 pending\)/,
    ],
    ['the answer is from before the write', { service: counted(3, 3) }, 'not-yet', /3 of 5/],
    ['auto scaling lowered it', { service: counted(4, 4), seconds: 61 }, 'false', /is 4, not 5/],
    ['auto scaling raised it', { service: counted(7, 6), seconds: 61 }, 'true', /the desired count is 7 by now/],
  ]),
  ...toRows({ capacityProviderStrategy: SPOT }, [
    ['all are on it', { service: SHOWS_SPOT, tasks: [on('FARGATE_SPOT')] }, 'true', /^1 task is on FARGATE_SPOT$/],
    [
      'an old one runs',
      { service: SHOWS_SPOT, tasks: [on('FARGATE_SPOT'), on('FARGATE')], replaced: true },
      'not-yet',
      /1 task is on FARGATE, not on FARGATE_SPOT/,
    ],
    [
      'nothing replaces the old ones',
      { service: SHOWS_SPOT, tasks: [on('FARGATE')] },
      'new-tasks-only',
      /new tasks .* 1 task is/,
    ],
    [
      'a base of 0 is none',
      { service: { capacityProviderStrategy: [{ ...ON_SPOT, base: 0 }] }, tasks: [] },
      'true',
      /new tasks start on FARGATE_SPOT/,
    ],
    ['the service shows another', { tasks: [] }, 'not-yet', /does not show FARGATE_SPOT/],
    ['it still does after a minute', { tasks: [], seconds: 61 }, 'false', /FARGATE_SPOT/],
    ['tasks may not be read', { service: SHOWS_SPOT }, 'unknown', /FARGATE_SPOT/],
  ]),
  ...toRows({ enableExecuteCommand: true }, [
    ['each task has it', { tasks: [withAgent('RUNNING'), withAgent('RUNNING')] }, 'true', /runs in 2 tasks/],
    ['it starts', { tasks: [withAgent('RUNNING'), withAgent('PENDING')] }, 'not-yet', /1 of 2 tasks/],
    ['it stopped', { tasks: [withAgent('STOPPED', 'no room')] }, 'false', /stopped in 1 task/],
    ['nothing replaces the old tasks', { tasks: [BARE, BARE] }, 'new-tasks-only', /2 running tasks have no agent/],
    ['they are replaced', { tasks: [BARE, BARE], replaced: true }, 'not-yet', /2 of 2 tasks/],
    ['a new task gets it', { tasks: [BARE, withAgent('PENDING')] }, 'not-yet', /2 of 2 tasks/],
    ['none runs', { tasks: [] }, 'true', /new tasks/],
    ['tasks may not be read', {}, 'unknown', /new tasks/],
  ]),
  ...toRows({ enableExecuteCommand: false }, [
    ['a task keeps it', { tasks: [withAgent('RUNNING')] }, 'new-tasks-only', /keeps the agent/],
    ['all were replaced', { tasks: [BARE], replaced: true }, 'true', /is off/],
  ]),
  ...toRows({ healthCheckGracePeriodSeconds: 90 }, [['ECS does not show it', {}, 'true', /is 90/]]),
  ...toRows(HALF, [
    [
      'among more',
      { service: { deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 200 }, runningCount: 1 } },
      'true',
      /from the next deployment on/,
    ],
    [
      'changed by somebody',
      { service: { deploymentConfiguration: { minimumHealthyPercent: 100 } }, seconds: 61 },
      'false',
      /minimumHealthyPercent is 100, not 50/,
    ],
  ]),
  ...toRows({ deploymentConfiguration: { alarms: { alarmNames: ['a', 'b'], enable: true, rollback: true } } }, [
    [
      'in another order',
      { service: { deploymentConfiguration: { alarms: { alarmNames: ['b', 'a'], enable: true, rollback: true } } } },
      'true',
      /is set/,
    ],
  ]),
  ...toRows({ propagateTags: 'SERVICE' }, [
    ['tasks run', { service: { propagateTags: 'SERVICE', runningCount: 2 } }, 'new-tasks-only', /for new tasks only/],
    ['they were replaced', { replaced: true }, 'true', /is SERVICE/],
  ]),
  ...toRows({ platformVersion: 'LATEST' }, [
    ['it has a number', { service: { platformVersion: '1.4.0' } }, 'true', /LATEST/],
  ]),
];

describe('a setting is', () => {
  it.each(ROWS)('$kind: $settings, $title', ({ settings, live, kind, says }) => {
    const [proof, ...more] = proveSettings(settings, { service: {}, replaced: false, seconds: 5, ...live });
    expect(more).toEqual([]);
    expect(proof).toMatchObject({ kind, says: expect.stringMatching(says) });
  });

  it('never one that says nothing about what runs', () => {
    expect(proveSettings({ forceNewDeployment: true }, { service: {}, replaced: true, seconds: 5 })).toEqual([]);
  });
});

it('names the container whose agent stopped, and why', () => {
  const live = { service: {}, tasks: [withAgent('STOPPED', 'read-only')], replaced: true, seconds: 5 };
  const [proof] = proveSettings({ enableExecuteCommand: true }, live);
  expect(proof).toMatchObject({
    cause: { message: expect.stringMatching(/container web .*read-only/), fix: expect.stringContaining('ssmmessages') },
  });
});
