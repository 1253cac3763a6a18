import type { ErrorCode } from '@aws-sdk/client-codedeploy';
import { logs } from './kinds.ts';
import type { Case } from './case.ts';
import { BREAKER, exited, FAILED_EVENTS, notStarted, scaledIn, times } from './tasks.ts';

/** A deployment that the circuit breaker ended after its tasks had started. */
export const failed = {
  deployment: BREAKER,
  events: ['(service web) has started 2 tasks: (task 1) (task 2).', ...FAILED_EVENTS],
};

/** Its tasks ended with this exit code, after these last lines. */
export const ends = (code: number, lines: readonly string[], more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: [...times(2, () => exited({ name: 'web', exitCode: code })), scaledIn],
  logs: logs(lines),
  ...more,
});

/** None of its tasks started, for this reason. */
export const neverStarts = (reason: string, more: Partial<Case> = {}): Case => ({
  ...failed,
  tasks: [...times(2, () => notStarted(reason)), scaledIn],
  ...more,
});

/** CodeDeploy ended the deployment, with this error and after this lifecycle event. */
export const byCodeDeploy = (
  code: string,
  message: string,
  hook?: { name: string; message: string; log: string },
): Case => ({
  codeDeploy: {
    deployment: {
      status: code === 'ALARM_ACTIVE' || code === 'MANUAL_STOP' ? 'Stopped' : 'Failed',
      deploymentId: 'd-ABCDEF123',
      errorInformation: { code: code as ErrorCode, message },
    },
    target: {
      lifecycleEvents: [
        { lifecycleEventName: 'BeforeInstall', status: 'Succeeded' },
        ...(hook === undefined
          ? []
          : [
              {
                lifecycleEventName: hook.name,
                status: 'Failed' as const,
                diagnostics: { errorCode: 'UnknownError' as const, message: hook.message, logTail: hook.log },
              },
            ]),
      ],
    },
    failedTasks: 0,
    rollsBackOnFailure: true,
    terminationWaitMinutes: 5,
  },
});
