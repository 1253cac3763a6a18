import type { Failure, Service } from '@aws-sdk/client-ecs';
import { lastPart, taskConsoleUrl } from '../../aws/arn.ts';
import { startTask, stopTask } from '../../write/task.ts';
import { DeployError } from '../../errors.ts';
import { explainCause } from '../../explain/cause.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Cause, Outcome, Target, TaskReport } from '../../model.ts';
import type { PreparedTask } from './prepare-task.ts';
import type { Decided } from '../decided.ts';
import { watchTask } from '../../watch/task/watch.ts';
import type { World } from '../../world.ts';
import { failure } from '../failure.ts';
import { phrase } from '../../phrases.ts';

export interface OneOff {
  task: PreparedTask;
  taskDefinitionArn: string;
  inputs: Inputs;
  /** The service of a manifest that it is for: its lines in the log have that name. */
  of?: Pick<Target, 'name' | 'cluster'> | undefined;
}

/** Runs the one-off task and follows it to its end; an expected failure becomes the outcome, never an exception. */
export async function runOneOff(oneOff: OneOff, world: World): Promise<TaskReport> {
  const { target } = oneOff.task;
  const report: TaskReport = {
    cluster: target.cluster,
    region: target.region,
    outcome: { kind: 'failed', headline: '', causes: [] },
    taskDefinitionArn: oneOff.taskDefinitionArn,
    arns: [],
    inherited: target.inherited,
    startedAt: world.clock.now(),
    finishedAt: world.clock.now(),
    timeline: [],
    containers: [],
    links: [],
  };
  try {
    await startAndWatch(oneOff, report, world);
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const name = lastPart(oneOff.taskDefinitionArn);
    const headlines = {
      unsettled: `It is unknown whether the one-off task of ${name} was started.`,
      failed: `The one-off task of ${name} was not started.`,
    };
    report.outcome = await failure(error, headlines, world);
  }
  report.finishedAt = world.clock.now();
  return report;
}

async function startAndWatch(
  { task, taskDefinitionArn, inputs, of }: OneOff,
  report: TaskReport,
  world: World,
): Promise<void> {
  const { target, rendered } = task;
  const { cluster, region } = target;
  const name = lastPart(taskDefinitionArn);
  const { tasks, failures } = await startTask({ target, taskDefinitionArn }, world);
  report.arns = tasks.flatMap(({ taskArn }) => taskArn ?? []);
  const [started] = tasks;
  const [arn] = report.arns;
  if (started === undefined || arn === undefined) {
    report.outcome = await refused(name, failures);
    return;
  }
  const url = taskConsoleUrl({ region, cluster, task: arn });
  report.links = [{ label: 'Task', url }];
  const from =
    target.inherited === undefined ? '' : ` (${target.inherited.what.join(', ')} from ${target.inherited.service})`;
  const message = `Running the one-off task of ${name} in ${cluster}${from}: ${url}`;
  world.emit({ at: world.clock.now(), kind: 'notice', message }, of);
  if (!inputs['wait-for-task-stopped']) {
    const headline = `The one-off task of ${name} has started; it was not followed.`;
    report.outcome = { kind: 'started', headline, causes: [] };
    return;
  }
  const watching = watchTask(
    {
      cluster,
      task: started,
      taskDefinitionArn,
      rendered,
      waitMinutes: inputs['wait-for-minutes'],
      maxDelaySeconds: inputs['wait-max-delay-seconds'],
      logLines: inputs['log-lines'],
      stopOnTimeout: inputs['on-timeout'] === 'rollback',
      stop: (reason) => stopTask({ cluster, task: arn, reason }, world),
    },
    world,
  );
  // Log lines go to the step's log only; the report keeps the last ones of each container.
  for (;;) {
    const step = await watching.next();
    if (step.done === true) {
      Object.assign(report, step.value);
      return;
    }
    if (step.value.kind !== 'task-log') report.timeline.push(step.value);
    world.emit(step.value, of);
  }
}

async function refused(name: string, failures: Failure[]): Promise<Outcome> {
  const explaining = failures.map(async ({ arn, reason = 'no reason given', detail }): Promise<Cause> => {
    const cause = await explainCause(`RunTask failed: ${[reason, detail].filter(Boolean).join(': ')}`);
    return arn === undefined ? cause : { ...cause, details: [arn] };
  });
  const causes = await Promise.all(explaining);
  const headline = `The one-off task of ${name} was not started: ECS could not place it.`;
  const none = { message: 'RunTask returned neither a task nor a reason.', fix: `Run ${phrase('step')} again.` };
  return { kind: 'failed', headline, causes: causes.length === 0 ? [none] : causes };
}

/**
 * A task may take long, so the services are read again afterwards. If someone else
 * deployed in the meantime, the earlier decision no longer holds, and the revision is deployed in any case.
 */
export async function lookAgain(decided: readonly Decided[], world: World): Promise<Decided[]> {
  return await Promise.all(decided.map((one) => lookAgainAt(one, world)));
}

async function lookAgainAt(one: Decided, world: World): Promise<Decided> {
  const { target } = one;
  const before = target.service;
  if (before?.serviceArn === undefined) return one;
  const now = await readAgain(target, world).catch(() => before);
  const again = { ...one, target: { ...target, service: now } };
  if (now.taskDefinition === before.taskDefinition) return again;
  const message = `Someone else deployed ${lastPart(now.taskDefinition ?? '')} to ${target.name} while the one-off task ran; this deployment replaces it.`;
  world.emit({ at: world.clock.now(), kind: 'warning', message }, target);
  return { ...again, work: { kind: 'register-and-update' }, taskDefinitionArn: target.live?.arn };
}

async function readAgain({ cluster, name }: Target, world: World): Promise<Service> {
  const { services } = await world.aws.ecs.describeServices({ cluster, services: [name] });
  const [service] = services ?? [];
  if (service === undefined) throw new Error('AWS did not name the service.');
  return service;
}
