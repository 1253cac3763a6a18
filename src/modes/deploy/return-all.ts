import { lastPart } from '../../aws/arn.ts';
import { isGreen, type Outcome, type ServiceReport } from '../../model.ts';
import { isCreated } from '../../plan/create.ts';
import type { World } from '../../world.ts';
import { whoFailed } from './failed.ts';
import type { Done, OtherModes, Piece } from './piece.ts';

/** If a service failed, every service that this step deployed returns to the revision that it ran before. */
export async function returnAll(done: readonly Done[], others: OtherModes, world: World): Promise<Done[]> {
  const because = whoFailed(done);
  if (because === undefined || world.signal.aborted) return [...done];
  return await Promise.all(
    done.map(async (one) => ({
      ...one,
      services: await Promise.all(
        one.services.map((report) => returnOne(report, { piece: one.piece, because, others }, world)),
      ),
    })),
  );
}

interface Returning {
  piece: Piece;
  because: string;
  others: OtherModes;
}

/** These run what they ran before, or what someone else has deployed since. */
const STAY: readonly Outcome['kind'][] = ['rolled-back', 'skipped', 'unchanged', 'superseded'];

/** Returns a service, if this step started a deployment of it. */
async function returnOne(
  report: ServiceReport,
  { piece, because, others }: Returning,
  world: World,
): Promise<ServiceReport> {
  const { outcome, service, cluster, previousTaskDefinitionArn: former, standing } = report;
  if (STAY.includes(outcome.kind) || standing === undefined) return report;
  const created = piece.decided.some(({ target }) => target.name === service && isCreated(target));
  if (created || former === undefined) {
    const stays = `${service} was created by this step, so it has no earlier revision to return to; it stays.`;
    return { ...report, next: [...report.next, stays] };
  }
  const { asked } = piece;
  const inputs = {
    ...asked.inputs,
    mode: 'rollback' as const,
    service: [service],
    'service-name': undefined,
    cluster,
    'rollback-to': report.standing === 'in-flight' ? 'previous' : former,
  };
  const quiet: World = Object.defineProperties({} as World, {
    ...Object.getOwnPropertyDescriptors(world),
    deploying: { value: undefined, enumerable: true },
  });
  const back = await others.rollBack(
    { ...asked, parts: undefined, inputs, given: ['service', 'cluster', 'rollback-to'], bad: new Set(), problems: [] },
    quiet,
  );
  return merge(report, { back: back.services[0], refused: back.outcome, because, former });
}

interface Back {
  back: ServiceReport | undefined;
  refused: Outcome;
  because: string;
  former: string;
}

function merge(report: ServiceReport, { back, refused, because, former }: Back): ServiceReport {
  const { service, outcome, deploymentArn } = report;
  const end = back?.outcome ?? refused;
  const returned = isGreen(end.kind);
  const headline = returned
    ? `${service} was rolled back to ${lastPart(former)}, because ${because}.`
    : `${service} could not be rolled back to ${lastPart(former)}: ${end.headline}`;
  const first = { name: 'deployment', outcome, ...(deploymentArn === undefined ? {} : { deploymentArn }) };
  const second = {
    name: 'rollback',
    outcome: end,
    ...(back?.deploymentArn === undefined ? {} : { deploymentArn: back.deploymentArn }),
  };
  return {
    ...report,
    ...(back === undefined
      ? {}
      : {
          deploymentArn: back.deploymentArn ?? deploymentArn,
          taskDefinitionArn: back.taskDefinitionArn,
          ...(returned ? { previousTaskDefinitionArn: report.taskDefinitionArn } : {}),
          standing: back.standing,
          finishedAt: back.finishedAt,
          timeline: [...report.timeline, ...back.timeline],
          revisions: back.revisions,
          tasks: back.tasks,
          targets: back.targets,
          next: back.next,
        }),
    ...(returned ? { returned } : {}),
    results: [...(report.results ?? [first]), second],
    outcome: {
      kind: returned ? 'rolled-back' : 'failed',
      headline,
      causes: [...outcome.causes, ...(returned ? [] : end.causes)],
    },
  };
}
