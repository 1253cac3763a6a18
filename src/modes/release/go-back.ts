import { DeployError } from '../../errors.ts';
import { isGreen, leavesOpen, type Outcome, type Report, type ServiceReport } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { failure } from '../failure.ts';
import type { OtherModes } from '../other-modes.ts';

/** The deployment of an earlier revision; `service` is absent if it was refused. */
export interface Back {
  service: ServiceReport | undefined;
  outcome: Outcome;
}

/** Returns a service to the revision that it ran before this step, like mode `rollback`. Who calls it has looked that nobody else has deployed since. */
export async function goBack(
  report: ServiceReport,
  { former, asked, others }: { former: string; asked: Asked; others: OtherModes },
  world: World,
): Promise<Back> {
  const { service, cluster, standing } = report;
  const inputs: Asked['inputs'] = {
    ...asked.inputs,
    mode: 'rollback',
    service: [service],
    'service-name': undefined,
    cluster,
    'rollback-to': standing === 'in-flight' ? 'previous' : former,
    'on-pause': 'verify',
    // A warning must not keep a bad release running.
    checks: asked.inputs.checks === 'strict' ? 'on' : asked.inputs.checks,
    // To roll this back would bring the bad release again.
    'on-cancel': 'leave',
    'on-timeout': 'fail',
  };
  const quiet: World = Object.defineProperties({} as World, {
    ...Object.getOwnPropertyDescriptors(world),
    deploying: { value: undefined, enumerable: true },
  });
  const { services, outcome } = await others
    .rollBack(
      {
        ...asked,
        parts: undefined,
        inputs,
        given: ['service', 'cluster', 'rollback-to'],
        bad: new Set(),
        problems: [],
        ranBefore: true,
      },
      quiet,
    )
    .catch((error: unknown) => neverBegun(error, world));
  const [back] = services;
  return { service: back, outcome: back?.outcome ?? outcome };
}

/** What ends a rollback before its first write must not hide what this step has deployed. */
async function neverBegun(error: unknown, world: World): Promise<Pick<Report, 'services' | 'outcome'>> {
  if (!(error instanceof DeployError)) throw error;
  const headline = error.code === 'cancelled' ? 'Cancelled before the rollback began.' : error.message;
  const outcome = await failure(error, { failed: headline, unsettled: headline }, world);
  return { services: [], outcome: error.code === 'cancelled' ? { ...outcome, causes: [] } : outcome };
}

/** Whether the rollback has begun, and nobody saw its end. */
export function isUnfinished({ service: back, outcome }: Back): boolean {
  if ((back?.deploymentArn ?? back?.codeDeployDeploymentId) === undefined) return false;
  return leavesOpen(outcome.kind) || (back?.standing !== undefined && back.standing !== 'over');
}

/** One report of both deployments: the rollback is what the service is left with. */
export function withBack(report: ServiceReport, { service: back, outcome }: Back): ServiceReport {
  const { deploymentArn } = report;
  const first = {
    name: 'deployment',
    outcome: report.outcome,
    ...(deploymentArn === undefined ? {} : { deploymentArn }),
  };
  const second = {
    name: 'rollback',
    outcome,
    ...(back?.deploymentArn === undefined ? {} : { deploymentArn: back.deploymentArn }),
  };
  const left =
    back === undefined
      ? {}
      : {
          deploymentArn: back.deploymentArn ?? deploymentArn,
          codeDeployDeploymentId: back.codeDeployDeploymentId ?? report.codeDeployDeploymentId,
          taskDefinitionArn: back.taskDefinitionArn,
          ...(isGreen(outcome.kind) ? turnedAround(report, back) : {}),
          standing: back.standing,
          finishedAt: back.finishedAt,
          timeline: [...report.timeline, ...back.timeline],
          revisions: back.revisions,
          tasks: back.tasks,
          targets: back.targets,
          next: back.next,
        };
  return { ...report, ...left, results: [...(report.results ?? [first]), second] };
}

/** What ran before runs again: the report tells that change, not the one that was undone. */
function turnedAround({ taskDefinitionArn }: ServiceReport, back: ServiceReport): Partial<ServiceReport> {
  const { images, definitionDiff } = back;
  return { previousTaskDefinitionArn: taskDefinitionArn, images, definitionDiff };
}
