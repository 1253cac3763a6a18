import type { DeploymentInfo, DeploymentStatus, ECSTarget } from '@aws-sdk/client-codedeploy';
import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Started } from '../../../src/model.ts';
import { toConstant } from '../../../src/aws/codedeploy-status.ts';
import { codeDeployEvents } from '../../../src/watch/codedeploy/events.ts';
import { codeDeployFindings } from '../../../src/watch/codedeploy/findings.ts';
import type { CodeDeployObservation } from '../../../src/watch/codedeploy/observation.ts';
import { ownTaskSet, taskSetStates } from '../../../src/watch/codedeploy/task-sets.ts';
import { judgeCodeDeploy } from '../../../src/watch/codedeploy/verdict.ts';

const T0 = new Date('2026-11-21T10:00:00Z');
const LATER = new Date('2026-11-21T10:01:00Z');

function seen(deployment: DeploymentInfo, more: Partial<CodeDeployObservation> = {}): CodeDeployObservation {
  return { deployment, failedTasks: 0, rollsBackOnFailure: false, terminationWaitMinutes: 5, ...more };
}

describe('judgeCodeDeploy', () => {
  const ROLLED_BACK = { rollbackDeploymentId: 'd-2' };

  function judge(deployment: DeploymentInfo, more: Partial<CodeDeployObservation> = {}, now = LATER): string {
    const verdict = judgeCodeDeploy(seen(deployment, more), now);
    return verdict.kind === 'ended' ? verdict.outcome : verdict.kind;
  }

  it.each<[DeploymentStatus, string]>([
    ['Created', 'waiting'],
    ['Queued', 'waiting'],
    ['InProgress', 'waiting'],
    ['Baking', 'waiting'],
    ['Ready', 'waiting'],
    ['Succeeded', 'succeeded'],
    ['Failed', 'failed'],
    ['Stopped', 'stopped'],
  ])('%s is %s', (status, wanted) => expect(judge({ status })).toBe(wanted));

  it.each<[DeploymentStatus | undefined, string]>([
    [undefined, 'waiting'],
    ['InProgress', 'waiting'],
    ['Succeeded', 'rolled-back'],
    ['Failed', 'failed'],
    ['Stopped', 'failed'],
  ])('failed, with a rollback that is %s: %s', (status, wanted) => {
    const rollback = status === undefined ? {} : { rollback: { status } };
    expect(judge({ status: 'Failed', rollbackInfo: ROLLED_BACK }, rollback)).toBe(wanted);
    expect(judge({ status: 'Stopped', rollbackInfo: ROLLED_BACK }, rollback)).toBe(wanted);
  });

  it('never mistakes an unknown status for success', () => {
    const future = 'SucceededPartly' as DeploymentStatus;
    expect(judge({ status: future })).toBe('unknown');
    expect(judge({})).toBe('unknown');
    expect(judge({ status: 'Failed', rollbackInfo: ROLLED_BACK }, { rollback: { status: future } })).toBe('unknown');
  });

  it('gives CodeDeploy a moment to name the rollback', () => {
    const failed: DeploymentInfo = { status: 'Failed', completeTime: T0 };
    expect(judge(failed, { rollsBackOnFailure: true }, T0)).toBe('waiting');
    expect(judge(failed, { rollsBackOnFailure: true })).toBe('failed');
    expect(judge(failed, {}, T0)).toBe('failed');
    expect(judge({ ...failed, status: 'Stopped' }, {}, T0)).toBe('waiting');
    const said = { rollbackMessage: 'There is no earlier deployment to roll back to.' };
    expect(judge({ ...failed, rollbackInfo: said }, { rollsBackOnFailure: true }, T0)).toBe('failed');
  });

  it('gives up on a rollback that is named but never appears', () => {
    const failed: DeploymentInfo = { status: 'Failed', completeTime: T0, rollbackInfo: ROLLED_BACK };
    expect(judge(failed, {}, new Date(T0.getTime() + 59_000))).toBe('waiting');
    expect(judge(failed)).toBe('failed');
  });

  it('distinguishes an alarm from a person', () => {
    expect(judge({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } })).toBe('failed');
    expect(judge({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } })).toBe('stopped');
  });
});

describe('codeDeployEvents', () => {
  const AT = new Date('2026-11-21T10:00:10Z');
  const START: DeploymentInfo = { deploymentId: 'd-1', status: 'Created', createTime: T0 };

  function kinds(before: CodeDeployObservation | undefined, after: CodeDeployObservation): string[] {
    return codeDeployEvents(before, after, AT).map((event) => {
      if (event.kind === 'stage')
        return `${event.stage}${event.failure === undefined ? '' : ` failed: ${event.failure}`}`;
      return event.kind === 'status' ? event.status : event.kind;
    });
  }

  function target(...events: [string, string][]): ECSTarget {
    return {
      lifecycleEvents: events.map(([lifecycleEventName, status]) => ({
        lifecycleEventName,
        status: status as 'Pending',
        startTime: T0,
        ...(status === 'Failed' ? { diagnostics: { errorCode: 'ScriptFailed', message: 'no' } } : {}),
      })),
    };
  }

  it('reports the start, and nothing twice', () => {
    expect(kinds(undefined, seen(START))).toEqual(['started', 'CREATED']);
    expect(kinds(seen(START), seen(START))).toEqual([]);
    expect(kinds(seen(START), seen({ ...START, status: 'InProgress' }))).toEqual(['IN_PROGRESS']);
  });

  it('reports lifecycle events when they start, even short ones, and what failed', () => {
    const before = seen(START, { target: target(['BeforeInstall', 'Pending'], ['Install', 'Pending']) });
    const middle = seen(START, { target: target(['BeforeInstall', 'Succeeded'], ['Install', 'InProgress']) });
    const after = seen(START, {
      target: target(['BeforeInstall', 'Succeeded'], ['Install', 'Failed'], ['AfterInstall', 'Skipped']),
    });
    expect(kinds(before, middle)).toEqual(['BEFORE_INSTALL', 'INSTALL']);
    expect(kinds(middle, after)).toEqual(['INSTALL failed: no, ScriptFailed']);
    expect(kinds(before, after)).toEqual(['BEFORE_INSTALL', 'INSTALL', 'INSTALL failed: no, ScriptFailed']);
  });

  it('says how long the old tasks keep running, once', () => {
    const running = seen({ ...START, status: 'InProgress' });
    const ending = seen({ ...running.deployment, instanceTerminationWaitTimeStarted: true });
    expect(codeDeployEvents(running, ending, AT)).toEqual([
      { at: AT, kind: 'stage', stage: 'TERMINATION_WAIT' },
      { at: AT, kind: 'bake', until: new Date(AT.getTime() + 300_000) },
    ]);
    expect(kinds(ending, ending)).toEqual([]);
    expect(kinds(running, { ...ending, terminationWaitMinutes: 0 })).toEqual([]);
    expect(kinds(undefined, ending), 'nobody saw when it began').not.toContain('bake');
    const hook = { lifecycleEventName: 'AfterAllowTraffic', status: 'Succeeded' as const, endTime: T0 };
    expect(codeDeployEvents(undefined, { ...ending, target: { lifecycleEvents: [hook] } }, AT)).toContainEqual({
      at: AT,
      kind: 'bake',
      until: new Date(T0.getTime() + 300_000),
    });
  });

  it('reports the rollback from start to end', () => {
    const failed = seen({ ...START, status: 'Failed' });
    const back = seen({ ...failed.deployment, rollbackInfo: { rollbackDeploymentId: 'd-2' } });
    expect(kinds(failed, back)).toEqual(['ROLLBACK_IN_PROGRESS']);
    expect(kinds(back, { ...back, rollback: { status: 'Succeeded' } })).toEqual(['ROLLBACK_SUCCESSFUL']);
    expect(kinds(back, { ...back, rollback: { status: 'Failed' } })).toEqual(['ROLLBACK_FAILED']);
  });

  it.each([
    ['BeforeAllowTraffic', 'BEFORE_ALLOW_TRAFFIC'],
    ['InProgress', 'IN_PROGRESS'],
    ['Ready', 'READY'],
  ])('writes %s as %s', (name, constant) => expect(toConstant(name)).toBe(constant));
});

describe('codeDeployFindings', () => {
  it('names the hook, and does not repeat that a hook failed', () => {
    const findings = codeDeployFindings(
      seen(
        {
          errorInformation: {
            code: 'HOOK_EXECUTION_FAILURE',
            message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
          },
        },
        {
          target: {
            lifecycleEvents: [
              {
                lifecycleEventName: 'AfterInstall',
                status: 'Failed',
                diagnostics: { scriptName: 'check', logTail: 'one\n\ntwo\n' },
              },
            ],
          },
        },
      ),
    );
    expect(findings.map(({ message, log, tier }) => [message, log, tier])).toEqual([
      ['The hook AfterInstall of the CodeDeploy deployment failed: check', ['one', 'two'], 'deployment'],
    ]);
  });

  it('leaves it to the tasks to say why they were not healthy', () => {
    const message = 'The deployment timed out while waiting for the replacement task set to become healthy.';
    const [finding] = codeDeployFindings(seen({ errorInformation: { code: 'TIMEOUT', message } }));
    expect(finding).toMatchObject({ tier: 'echo', message: `${message} (TIMEOUT)` });
  });

  it.each([
    [{ code: '' as 'TIMEOUT', message: '' }, []],
    [{ code: '' as 'TIMEOUT', message: ' ' }, []],
    [{ code: 'TIMEOUT' as const, message: '' }, ['TIMEOUT']],
    [{ message: 'It broke.' }, ['It broke.']],
  ])('takes %j for no more than it says', (errorInformation, messages) => {
    expect(codeDeployFindings(seen({ errorInformation })).map(({ message }) => message)).toEqual(messages);
  });
});

describe('the task sets', () => {
  const STARTED: Started = {
    cluster: 'prod',
    service: 'web',
    serviceArn: 'arn',
    startedAt: T0,
    deploys: true,
    taskDefinitionArn: 'web:2',
    baseline: { eventIds: new Set(), taskSetIds: new Set(['ecs-svc/1']) },
    codeDeploy: {
      deploymentId: 'd-1',
      group: {
        application: 'a',
        name: 'g',
        readyWaitMinutes: 0,
        terminationWaitMinutes: 0,
        rollsBackOnFailure: false,
        known: [],
      },
    },
  };
  const BLUE = {
    id: 'ecs-svc/1',
    status: 'PRIMARY',
    taskDefinition: 'web:1',
    runningCount: 2,
    computedDesiredCount: 2,
  };
  const GREEN = {
    id: 'ecs-svc/2',
    status: 'ACTIVE',
    taskDefinition: 'web:2',
    computedDesiredCount: 2,
    pendingCount: 2,
  };

  it.each<[string, Service, string | undefined]>([
    ['by the deployment that stands on it', { taskSets: [{ ...GREEN, id: 'x', externalId: 'd-1' }, GREEN] }, 'x'],
    ['by what is new', { taskSets: [BLUE, GREEN] }, 'ecs-svc/2'],
    ['not by what was there', { taskSets: [BLUE] }, undefined],
    ['not by what runs something else', { taskSets: [{ ...GREEN, taskDefinition: 'web:3' }] }, undefined],
  ])('ours is found %s', (...[, service, id]) => expect(ownTaskSet(service, STARTED)?.id).toBe(id));

  it('are shown with counts from ECS and traffic from CodeDeploy, or with only one of them', () => {
    const info = {
      taskSetsInfo: [
        { identifer: 'ecs-svc/1', taskSetLabel: 'Blue' as const, trafficWeight: 90, runningCount: 2, desiredCount: 2 },
        { identifer: 'ecs-svc/2', taskSetLabel: 'Green' as const, trafficWeight: 10, runningCount: 1, desiredCount: 2 },
      ],
    };
    const service = { taskSets: [BLUE, GREEN] };
    const show = (parts: Parameters<typeof taskSetStates>[0]): string[] =>
      taskSetStates(parts, STARTED).map(
        ({ role, taskDefinitionArn, running, desired, productionWeight }) =>
          `${role} ${taskDefinitionArn} ${running}/${desired} ${productionWeight}`,
      );
    expect(show({ service, codeDeploy: seen({}, { target: info }) })).toEqual([
      'source web:1 2/2 90',
      'target web:2 1/2 10',
    ]);
    expect(show({ service })).toEqual(['source web:1 2/2 undefined', 'target web:2 0/2 undefined']);
    expect(show({ codeDeploy: seen({}, { target: info }) })).toEqual([
      'source undefined 2/2 90',
      'target web:2 1/2 10',
    ]);
  });
});
