import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import { quietOnceCancelled, unlessCancelled } from '../../cancel.ts';
import { beforeWrites } from '../../deadline.ts';
import { DeployError } from '../../errors.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { DeployEvent, Outcome, Report, ServiceReport } from '../../model.ts';
import type { Located } from '../../plan/locate.ts';
import type { World } from '../../world.ts';
import { deleteService } from '../../write/delete-service.ts';
import type { Asked } from '../asked.ts';
import { blankReport } from '../blank-report.ts';
import { failure } from '../failure.ts';
import { linkReport } from '../links.ts';
import { overall, refusal, tellWarnings } from '../overall.ts';
import { followDeletion } from './follow.ts';
import { prepareDeletion } from './prepare.ts';

/** Deletes services and follows them until they are gone. */
export async function runDelete(asked: Asked, world: World): Promise<Report> {
  const startedAt = world.clock.now();
  const { inputs } = asked;
  const untouchedYet = { signal: world.signal, when: 'during the checks', left: 'nothing was deleted' };
  const preparing = beforeWrites(quietOnceCancelled(world), (bounded) => prepareDeletion(asked, bounded));
  const found = await unlessCancelled(untouchedYet, preparing);
  const problems = [...asked.problems, ...withoutEchoes(found.problems, asked.bad)];
  const done = (outcome: Outcome, services: ServiceReport[]): Report => {
    const finishedAt = world.clock.now();
    return { mode: inputs.mode, outcome, startedAt, finishedAt, problems, registered: [], services };
  };
  const refused = refusal(problems, inputs.checks);
  if (refused !== undefined) return done(refused, []);
  tellWarnings(problems, world);
  if (found.located.length === 0) return done({ kind: 'unchanged', headline: found.nothing, causes: [] }, []);
  const services = await Promise.all(found.located.map((one) => deleteOne(one, inputs, world)));
  return done(overall(services), services);
}

async function deleteOne(located: Located, inputs: Inputs, world: World): Promise<ServiceReport> {
  const { name, cluster, kind, service } = located;
  const since = world.clock.now();
  const { region } = world.aws;
  const outcome: Outcome = { kind: 'failed', headline: '', causes: [] };
  const report: ServiceReport = {
    ...blankReport({ service: name, cluster, kind, region, outcome, startedAt: since }),
    serviceArn: service?.serviceArn,
    previousTaskDefinitionArn: liveTaskDefinition(service),
    acts: true,
  };
  const say = (event: DeployEvent): void => {
    report.timeline.push(event);
    world.emit(event, located);
  };
  try {
    const expressArn = kind === 'express' ? service?.serviceArn : undefined;
    const message = `Deleting ${name} in ${cluster}${live(report)}.`;
    world.emit({ at: since, kind: 'notice', message }, located);
    const deleting = deleteService({ cluster, name, expressArn }, world);
    const asking = {
      signal: world.signal,
      when: 'while asking ECS to delete the service',
      left: 'it is unknown whether ECS received the request',
      lookUp: 'Check the service in the console.',
    };
    await unlessCancelled(asking, deleting);
    report.outcome = inputs['wait-for-service-stability']
      ? await followDeletion(located, { minutes: inputs['wait-for-minutes'], since, say }, world)
      : { kind: 'started', headline: `The deletion of ${name} has started; it was not followed.`, causes: [] };
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const headlines = {
      unsettled: `It is unknown whether ${name} is being deleted.`,
      failed: `${name} was not deleted.`,
    };
    report.outcome = await failure(error, headlines, world);
  }
  report.finishedAt = world.clock.now();
  if (report.outcome.kind !== 'deleted') linkReport(report);
  return report;
}

function live({ previousTaskDefinitionArn: arn }: ServiceReport): string {
  return arn === undefined ? '' : ` (live: ${lastPart(arn)})`;
}
