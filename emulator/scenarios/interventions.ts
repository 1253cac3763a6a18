import type { CreateServiceRequest, StopServiceDeploymentStopType } from '@aws-sdk/client-ecs';
import { roleArn } from '../names.ts';
import { currentRollout, failDeployment } from '../rollouts.ts';
import { stopServiceDeployment } from '../service-deployments.ts';
import { tasksOf } from '../tasks.ts';
import type { Region, ServiceRecord } from '../world.ts';
import { failingWeb, type WebFailure } from './failing-web.ts';
import { shiftTraffic } from './strategies.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:smoke-test';
const OLD_IMAGE = /\/web:1\.0\.0$/;

export const watched = (rollback: boolean): Partial<CreateServiceRequest> => ({
  deploymentConfiguration: {
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: { alarmNames: ['web-5xx', 'web-latency'], enable: true, rollback },
  },
});

export const ring = (region: Region): void => void region.alarms.set('web-5xx', 'ALARM');

export const stop =
  (stopType: StopServiceDeploymentStopType) =>
  (region: Region, service: ServiceRecord): void => {
    const rollout = currentRollout(service);
    if (rollout) stopServiceDeployment(region, { serviceDeploymentArn: rollout.arn, stopType });
  };

const INTERVENTIONS: WebFailure[] = [
  {
    name: 'alarm-rollback',
    title: 'an alarm goes off 30 s into the deployment, which is rolled back',
    service: watched(true),
    afterwards: { seconds: 30, run: ring },
  },
  {
    name: 'alarm-without-rollback',
    title: 'an alarm goes off 30 s into the deployment, which is stopped, not rolled back',
    service: watched(false),
    afterwards: { seconds: 30, run: ring },
  },
  {
    name: 'hook-failed',
    title: 'blue/green; the Lambda function smoke-test fails after the test traffic has shifted',
    given: (world, service) => {
      shiftTraffic(world, service, {
        lifecycleHooks: [
          {
            hookTargetArn: FUNCTION,
            roleArn: roleArn(world.home, 'ecsHookRole'),
            lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
          },
        ],
      });
      world.behaviours.failingHooks.add(FUNCTION);
    },
  },
  {
    name: 'hook-timed-out',
    title: 'blue/green; nobody continues the pause before production traffic within five minutes',
    given: (world, service) =>
      shiftTraffic(world, service, {
        lifecycleHooks: [
          {
            targetType: 'PAUSE',
            lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
            timeoutConfiguration: { timeoutInMinutes: 5, action: 'ROLLBACK' },
          },
        ],
      }),
  },
  {
    name: 'blue-green-crash',
    title: 'blue/green; new tasks exit with code 1, and no traffic ever reaches them',
    does: { kind: 'exits', exitCode: 1, logLines: ['Error: REDIS_URL is not set'] },
    given: (world, service) => shiftTraffic(world, service, {}),
  },
  {
    name: 'invalid-networking',
    title: 'the security group of the service is gone',
    afterwards: {
      seconds: 4,
      run: (_, service) => {
        const rollout = currentRollout(service);
        const statusReason = 'Service deployment rolled back because of invalid networking configuration.';
        if (rollout) {
          failDeployment(service, rollout, {
            event: statusReason,
            stateReason: 'ECS deployment failed: invalid networking configuration.',
            statusReason,
            rollback: true,
          });
        }
      },
    },
  },
  {
    name: 'stopped-by-colleague',
    title: 'a colleague stops the deployment after 20 s, without rollback',
    afterwards: { seconds: 20, run: stop('ABORT') },
  },
  {
    name: 'rolled-back-by-colleague',
    title: 'a colleague rolls the deployment back after 20 s',
    afterwards: { seconds: 20, run: stop('ROLLBACK') },
  },
  {
    name: 'rollback-failed',
    title: 'new tasks exit with code 1, and the previous revision no longer starts either',
    service: {
      deploymentConfiguration: {
        minimumHealthyPercent: 0,
        maximumPercent: 100,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
    },
    does: { kind: 'exits', exitCode: 1, logLines: ['Error: the password of the database was changed'] },
    given: ({ behaviours }) => {
      for (const image of behaviours.byImage.keys()) if (OLD_IMAGE.test(image)) behaviours.byImage.delete(image);
    },
  },
  {
    name: 'protected-tasks',
    title: 'scale-in protection keeps the old tasks running',
    given: (_, service) => {
      for (const task of tasksOf(service)) task.protected = true;
    },
  },
];

export const interventions = INTERVENTIONS.map(failingWeb);
