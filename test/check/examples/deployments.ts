import { stopServiceDeployment } from '../../../emulator/service-deployments.ts';
import type { World } from '../../../emulator/world.ts';
import { decideStep } from '../../../src/plan/step.ts';
import type { RuleName } from '../../../src/rules.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from '../../scenarios/foreign.ts';
import { found, type Example } from '../example.ts';
import { played } from '../played.ts';

const STOP = { mode: 'stop', ...WEB } as const;
const CONTINUE = { mode: 'continue', ...WEB } as const;
const PAUSE = pauseAt('POST_TEST_TRAFFIC_SHIFT');
const paused = { scenario: 'canary', inputs: CONTINUE, begin: deployedByColleague({ secondsAgo: 120 }) };

/** A deployment in flight that somebody has asked to stop. */
const stopped = (stopType: 'ROLLBACK' | 'ABORT') => (world: World) => {
  deployedByColleague()(world);
  const [rollout] = world.home.services[0]?.rollouts ?? [];
  stopServiceDeployment(world.home, { serviceDeploymentArn: rollout?.arn, stopType });
};

export const OF_DEPLOYMENTS = {
  'no-deployment': played('For a service that CodeDeploy has not deployed yet:', {
    scenario: 'codedeploy-healthy',
    inputs: STOP,
  }),
  'no-deployment-in-flight': played('When the last deployment of "web" is over:', { inputs: STOP }),
  'deployment-unreadable': played('With credentials that may not list service deployments:', {
    inputs: STOP,
    change: ({ faults }) => void faults.deny.add('ecs:ListServiceDeployments'),
    begin: deployedByColleague(),
  }),
  'deployment-rolling-back': played('While the deployment of "web" is rolling back:', {
    inputs: { ...STOP, 'stop-type': 'abort' },
    begin: stopped('ROLLBACK'),
  }),
  'deployment-stopping': played('After somebody stopped the deployment of "web" without a rollback:', {
    inputs: STOP,
    begin: stopped('ABORT'),
  }),
  'no-hook-waiting': played('While the deployment of "web" has reached no pause:', {
    ...paused,
    change: hooked(pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT')),
  }),
  'several-hooks-waiting': played('While the deployment of "web" waits at two pauses:', {
    ...paused,
    change: hooked(PAUSE, PAUSE),
  }),
  'hook-expired': found('In the moments between the end of a pause and the rollback of ECS:', CONTINUE, () => {
    const arn = 'arn:aws:ecs:us-east-1:123456789012:service-deployment/prod/web/0a1b2c3d';
    const at = (time: string): Date => new Date(`2026-11-21T${time}:00Z`);
    const hook = {
      hookId: 'ecs-pause-1',
      targetType: 'PAUSE',
      status: 'AWAITING_ACTION',
      expiresAt: at('10:00'),
    } as const;
    const started = { ...WEB, serviceArn: 'web', startedAt: at('09:00'), deploys: true, deploymentArn: arn };
    const step = decideStep(
      'continue',
      {
        located: { name: 'web', cluster: 'prod', kind: 'service' },
        started: { ...started, baseline: { eventIds: new Set() } },
        over: false,
        recent: [],
        deployment: { serviceDeploymentArn: arn, status: 'IN_PROGRESS', lifecycleHookDetails: [hook] },
      },
      at('10:01'),
    );
    return 'rule' in step ? [step] : [];
  }),
} satisfies Partial<Record<RuleName, Example>>;
