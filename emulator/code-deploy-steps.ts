import type { LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { word } from './names.ts';
import { isHealthy, tasksOf } from './tasks.ts';
import type { CodeDeployDeploymentRecord, ServiceRecord } from './world.ts';

/** CodeDeploy looks at the new task set this often. */
const LOOK_MILLISECONDS = 1_000;
const INSTALL_MINUTES = 60;
const HOOK_MINUTES = 60;
const EVENT_MILLISECONDS = 400;
const ROLLBACK_MILLISECONDS = 10_000;

type Step = (deployment: CodeDeployDeploymentRecord, done: () => void) => void;

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html, one lifecycle event after the other. */
export function run(deployment: CodeDeployDeploymentRecord): void {
  const { clock } = worldOf(deployment);
  clock.at(2_000, () => {
    if (isOver(deployment)) return;
    deployment.status = 'InProgress';
    deployment.startedAt = clock.date();
    watchAlarms(deployment);
    walk(deployment, 0);
  });
}

export function eventsOf(hasTestListener: boolean): LifecycleEvent[] {
  const test = hasTestListener ? ['AllowTestTraffic', 'AfterAllowTestTraffic'] : [];
  return [
    'BeforeInstall',
    'Install',
    'AfterInstall',
    ...test,
    'BeforeAllowTraffic',
    'AllowTraffic',
    'AfterAllowTraffic',
  ].map((lifecycleEventName) => ({ lifecycleEventName, status: 'Pending' }));
}

export const isOver = ({ status }: CodeDeployDeploymentRecord): boolean =>
  status === 'Succeeded' || status === 'Failed' || status === 'Stopped';

/** The deployment fails: with rollback on, another deployment restores what ran before. */
export function giveUp(
  deployment: CodeDeployDeploymentRecord,
  end: { status: 'Failed' | 'Stopped'; code: string; message: string; rollBack: boolean },
): void {
  const { clock } = worldOf(deployment);
  for (const event of deployment.events) {
    if (event.status === 'InProgress') Object.assign(event, { status: 'Failed', endTime: clock.date() });
    if (event.status === 'Pending') event.status = 'Skipped';
  }
  deployment.status = end.status;
  deployment.completedAt = clock.date();
  deployment.error = {
    code: end.code as NonNullable<CodeDeployDeploymentRecord['error']>['code'],
    message: end.message,
  };
  if (end.rollBack) rollBack(deployment);
}

function walk(deployment: CodeDeployDeploymentRecord, index: number): void {
  if (isOver(deployment)) return;
  const event = deployment.events[index];
  if (event === undefined) return terminate(deployment);
  const { clock } = worldOf(deployment);
  event.status = 'InProgress';
  event.startTime = clock.date();
  const next = (): void => {
    if (isOver(deployment)) return;
    event.status = 'Succeeded';
    event.endTime = clock.date();
    if (event.lifecycleEventName === lastBeforeTraffic(deployment)) waitUntilReady(deployment, index + 1);
    else walk(deployment, index + 1);
  };
  stepOf(event.lifecycleEventName ?? '')(deployment, next);
}

function stepOf(name: string): Step {
  if (name === 'Install') return install;
  if (name === 'AllowTestTraffic') return allowTestTraffic;
  if (name === 'AllowTraffic') return allowTraffic;
  return (deployment, done) => callHook(deployment, name, done);
}

const lastBeforeTraffic = ({ events }: CodeDeployDeploymentRecord): string | undefined =>
  events[events.findIndex(({ lifecycleEventName }) => lifecycleEventName === 'BeforeAllowTraffic') - 1]
    ?.lifecycleEventName;

function install(deployment: CodeDeployDeploymentRecord, done: () => void): void {
  const { green } = deployment;
  const { service } = deployment.group;
  const { clock } = worldOf(deployment);
  green.desiredCount = service.desiredCount;
  service.deployments.push(green);
  const until = clock.now() + INSTALL_MINUTES * 60_000;
  const look = (): void => {
    if (isOver(deployment)) return;
    if (tasksOf(service, green).filter(isHealthy).length >= service.desiredCount) return done();
    if (clock.now() >= until) {
      return giveUp(deployment, {
        status: 'Failed',
        code: 'TIMEOUT',
        message: `The deployment timed out while waiting for the replacement task set to become healthy. This time out period is ${INSTALL_MINUTES} minutes.`,
        rollBack: rollsBackOn(deployment, 'DEPLOYMENT_FAILURE'),
      });
    }
    clock.at(LOOK_MILLISECONDS, look);
  };
  clock.at(LOOK_MILLISECONDS, look);
}

function allowTestTraffic(deployment: CodeDeployDeploymentRecord, done: () => void): void {
  deployment.green.testWeight = 100;
  worldOf(deployment).clock.at(EVENT_MILLISECONDS, done);
}

function allowTraffic(deployment: CodeDeployDeploymentRecord, done: () => void): void {
  const { clock } = worldOf(deployment);
  const shift = (index: number): void => {
    if (isOver(deployment)) return;
    const step = trafficSteps(deployment.config)[index];
    if (step === undefined) return clock.at(EVENT_MILLISECONDS, done);
    deployment.green.productionWeight = step.percent;
    deployment.blue.productionWeight = 100 - step.percent;
    if (step.percent === 100) makePrimary(deployment.group.service, deployment.green);
    clock.at(step.minutes * 60_000, () => shift(index + 1));
  };
  shift(0);
}

/** `CodeDeployDefault.ECSCanary10Percent5Minutes`, `CodeDeployDefault.ECSLinear10PercentEvery1Minutes`; anything else is all at once. */
export function trafficSteps(config: string): { percent: number; minutes: number }[] {
  const all = { percent: 100, minutes: 0 };
  const canary = /Canary(\d+)Percent(\d+)Minutes/.exec(config);
  if (canary) return [{ percent: Number(canary[1]), minutes: Number(canary[2]) }, all];
  const linear = /Linear(\d+)PercentEvery(\d+)Minutes/.exec(config);
  if (!linear) return [all];
  const [percent, minutes] = [Number(linear[1]), Number(linear[2])];
  const count = Math.ceil(100 / percent) - 1;
  return [...Array.from({ length: count }, (_, index) => ({ percent: percent * (index + 1), minutes })), all];
}

function callHook(deployment: CodeDeployDeploymentRecord, name: string, done: () => void): void {
  const { clock } = worldOf(deployment);
  const lambda = deployment.hooks.get(name.toLowerCase());
  const answer = lambda === undefined ? undefined : deployment.group.service.region.codeDeploy.hooks.get(lambda);
  const seconds = Math.min(answer?.afterSeconds ?? EVENT_MILLISECONDS / 1000, HOOK_MINUTES * 60);
  clock.at(seconds * 1000, () => {
    if (isOver(deployment)) return;
    if (answer?.status !== 'Failed') return done();
    const event = deployment.events.find(({ lifecycleEventName }) => lifecycleEventName === name);
    if (event) event.diagnostics = { errorCode: 'ScriptFailed', scriptName: lambda, message: answer.message ?? '' };
    giveUp(deployment, {
      status: 'Failed',
      code: 'HOOK_EXECUTION_FAILURE',
      message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
      rollBack: rollsBackOn(deployment, 'DEPLOYMENT_FAILURE'),
    });
  });
}

function waitUntilReady(deployment: CodeDeployDeploymentRecord, index: number): void {
  const { actionOnTimeout, waitTimeInMinutes = 0 } =
    deployment.group.info.blueGreenDeploymentConfiguration?.deploymentReadyOption ?? {};
  if (actionOnTimeout !== 'STOP_DEPLOYMENT' && waitTimeInMinutes === 0) return walk(deployment, index);
  deployment.status = 'Ready';
  deployment.endWait = () => {
    delete deployment.endWait;
    deployment.status = 'InProgress';
    walk(deployment, index);
  };
  worldOf(deployment).clock.at(waitTimeInMinutes * 60_000, () => {
    if (deployment.status !== 'Ready') return;
    delete deployment.endWait;
    deployment.status = 'InProgress';
    if (actionOnTimeout !== 'STOP_DEPLOYMENT') return walk(deployment, index);
    giveUp(deployment, {
      status: 'Failed',
      code: 'TIMEOUT',
      message: `The deployment timed out while waiting for a notification to continue. This time out period is ${waitTimeInMinutes} minutes.`,
      rollBack: rollsBackOn(deployment, 'DEPLOYMENT_FAILURE'),
    });
  });
}

/** The old task set stays for the termination wait; then the deployment is over. */
function terminate(deployment: CodeDeployDeploymentRecord): void {
  const { clock } = worldOf(deployment);
  const { action, terminationWaitTimeInMinutes: minutes = 0 } =
    deployment.group.info.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess ?? {};
  if (action !== 'KEEP_ALIVE') deployment.terminationSince = clock.now();
  deployment.endWait = () => {
    if (isOver(deployment)) return;
    delete deployment.endWait;
    if (action !== 'KEEP_ALIVE') deployment.blue.desiredCount = 0;
    deployment.status = 'Succeeded';
    deployment.completedAt = clock.date();
  };
  clock.at(action === 'KEEP_ALIVE' ? 0 : minutes * 60_000, deployment.endWait);
}

function watchAlarms(deployment: CodeDeployDeploymentRecord): void {
  const { alarmConfiguration: alarms } = deployment.group.info;
  if (alarms?.enabled !== true) return;
  const { region } = deployment.group.service;
  const look = (): void => {
    if (isOver(deployment)) return;
    const names = (alarms.alarms ?? []).flatMap(({ name }) => name ?? []);
    const ringing = names.filter((name) => region.alarms.get(name) === 'ALARM' && !deployment.alarmsAtStart.has(name));
    if (ringing.length > 0) {
      return giveUp(deployment, {
        status: 'Stopped',
        code: 'ALARM_ACTIVE',
        message: `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${ringing.join(', ')}>`,
        rollBack: rollsBackOn(deployment, 'DEPLOYMENT_STOP_ON_ALARM'),
      });
    }
    region.world.clock.at(5_000, look);
  };
  look();
}

export function rollsBackOn({ group }: CodeDeployDeploymentRecord, event: string): boolean {
  const { enabled, events = [] } = group.info.autoRollbackConfiguration ?? {};
  return enabled === true && events.some((one) => one === event);
}

function rollBack(failed: CodeDeployDeploymentRecord): void {
  const { service } = failed.group;
  const { clock } = worldOf(failed);
  const id = deploymentId(service);
  const rollbackMessage = `Deployment ${failed.id} terminated. Automatic rollback is triggered with a DeploymentId ${id}.`;
  failed.rollback = { rollbackDeploymentId: id, rollbackMessage };
  const { deployments } = service.region.codeDeploy;
  const former = deployments.find(({ green }) => green === failed.blue);
  const rollback: CodeDeployDeploymentRecord = {
    ...failed,
    id,
    content: former?.content ?? '',
    sha256: former?.sha256 ?? '',
    creator: 'codeDeployRollback',
    status: 'Created',
    events: eventsOf(false),
    createdAt: clock.date(),
    rollback: { rollbackTriggeringDeploymentId: failed.id, rollbackMessage },
  };
  delete rollback.error;
  delete rollback.completedAt;
  delete rollback.startedAt;
  deployments.unshift(rollback);
  clock.at(1_000, () => {
    rollback.status = 'InProgress';
    rollback.startedAt = clock.date();
    makePrimary(service, failed.blue);
    Object.assign(failed.blue, { productionWeight: 100, testWeight: 100, desiredCount: service.desiredCount });
    Object.assign(failed.green, { productionWeight: 0, testWeight: 0, desiredCount: 0, startsHeld: true });
  });
  clock.at(ROLLBACK_MILLISECONDS, () => {
    rollback.status = 'Succeeded';
    rollback.completedAt = clock.date();
    for (const event of rollback.events) event.status = 'Succeeded';
  });
}

/** The service shows what its PRIMARY task set runs, and where. */
function makePrimary(service: ServiceRecord, primary: CodeDeployDeploymentRecord['green']): void {
  for (const taskSet of service.deployments) taskSet.status = taskSet === primary ? 'PRIMARY' : 'ACTIVE';
  primary.updatedAt = service.region.world.clock.date();
  primary.rolloutState = 'COMPLETED';
  service.taskDefinition = primary.revision.taskDefinition;
  service.settings = { ...service.settings, loadBalancers: primary.revision.settings.loadBalancers };
}

export const deploymentId = (service: ServiceRecord): string => `d-${word(service.region.world, 9).toUpperCase()}`;

const worldOf = (deployment: CodeDeployDeploymentRecord) => deployment.group.service.region.world;
