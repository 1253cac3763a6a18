import { lastPart, serviceConsoleUrl } from '../../aws/arn.ts';
import { isDenied, toDeployError } from '../../aws/failure.ts';
import type { LiveDefinition, Outcome, ServiceReport } from '../../model.ts';
import type { Attached } from '../../plan/attached.ts';
import { diffDefinitions } from '../../render/diff.ts';
import type { World } from '../../world.ts';
import { blankReport } from '../blank-report.ts';
import { readDefinition } from '../template.ts';
import type { Telling } from '../follow.ts';

/** The report before anything is done. */
export function beginAttached({ located, started, previousTaskDefinitionArn }: Attached, world: World): ServiceReport {
  const { name: service, cluster, kind } = located;
  const { region } = world.aws;
  const outcome: Outcome = { kind: 'started', headline: '', causes: [] };
  return {
    ...blankReport({ service, cluster, kind, region, outcome, startedAt: started.startedAt }),
    serviceArn: started.serviceArn,
    deploymentArn: started.deploymentArn,
    codeDeployDeploymentId: started.codeDeploy?.deploymentId,
    taskDefinitionArn: started.taskDefinitionArn,
    previousTaskDefinitionArn,
    acts: false,
  };
}

/** Says which deployment it is, who registered its revision, and what differs from the one before. */
export async function describeRevisions(
  attached: Attached,
  { report, say }: Telling,
  world: World,
): Promise<{ former: LiveDefinition | undefined }> {
  const { started, located, over } = attached;
  const [after, before] = await Promise.all([
    readQuietly(started.taskDefinitionArn, say, world),
    readQuietly(attached.previousTaskDefinitionArn, say, world),
  ]);
  const who = (after?.definition as { registeredBy?: string } | undefined)?.registeredBy;
  const name = started.deploymentArn ?? started.codeDeploy?.deploymentId ?? started.primaryId ?? '';
  const revision = started.taskDefinitionArn === undefined ? '' : ` of ${lastPart(started.taskDefinitionArn)}`;
  const { region } = report;
  const url = serviceConsoleUrl({ region, cluster: located.cluster, service: located.name });
  const message = `${over ? 'No deployment' : 'Deployment'} of ${located.name} in ${located.cluster} is in flight${over ? '; the last one is' : ':'} ${lastPart(name)}${revision}${who === undefined ? '' : ` (registered by ${who})`}, started ${started.startedAt.toISOString()}: ${url}`;
  world.emit({ at: world.clock.now(), kind: 'notice', message }, located);
  report.timeline.push({ at: started.startedAt, kind: 'started', deployment: name });
  report.images = imagesOfRevision(after);
  if (after === undefined || before === undefined) return { former: before };
  report.definitionDiff = await diffDefinitions({
    before: before.definition,
    after: after.definition,
    beforeName: lastPart(before.arn),
    afterName: lastPart(after.arn),
  });
  return { former: before };
}

export function imagesOfRevision(revision: LiveDefinition | undefined): ServiceReport['images'] {
  const containers = revision?.definition.containerDefinitions ?? [];
  return containers.map(({ name = '', image = '' }) => ({ container: name, image }));
}

/** What it runs is information only. */
async function readQuietly(
  arn: string | undefined,
  say: Telling['say'],
  world: World,
): Promise<LiveDefinition | undefined> {
  if (arn === undefined) return undefined;
  try {
    return await readDefinition(arn, world);
  } catch (error) {
    // A missing permission is reported with all others.
    if (isDenied(error)) return undefined;
    const call = { action: 'ecs:DescribeTaskDefinition', doing: 'reading the revisions of the deployment' };
    say({ at: world.clock.now(), kind: 'warning', message: toDeployError(error, call).message });
    return undefined;
  }
}
