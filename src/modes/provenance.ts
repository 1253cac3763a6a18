import { toDeployError } from '../aws/failure.ts';
import { commitOf, toProvenanceTags, type Provenance } from '../aws/provenance.ts';
import type { World } from '../world.ts';
import { setTags } from '../write/provenance.ts';
import type { Rolling } from './rolling.ts';

/** After a success, the service says which commit it runs, and so does a revision that ECS registered itself. */
export async function tagDeployed({ rollout, report, say }: Rolling, world: World): Promise<void> {
  const { target, work, provenance } = rollout;
  const { serviceArn, taskDefinitionArn } = report;
  if (provenance === undefined || report.outcome.kind !== 'succeeded' || world.signal.aborted) return;
  const registersItself = target.kind === 'express' && target.definitionMode === 'image' && work.kind !== 'roll-back';
  const arns = [serviceArn, registersItself ? taskDefinitionArn : undefined].flatMap((arn) => arn ?? []);
  const tags = toProvenanceTags(work.kind === 'roll-back' ? await ofRevision(work.to, provenance, world) : provenance);
  try {
    for (const arn of tags.length === 0 ? [] : arns) await setTags({ arn, tags }, world);
  } catch (error) {
    const { code, message } = toDeployError(error, { action: 'ecs:TagResource', doing: 'setting the provenance tags' });
    const kind = code === 'access-denied' ? 'notice' : 'warning';
    say({ at: world.clock.now(), kind, message: `The provenance tags of ${target.name} were not set: ${message}` });
  }
}

/** After a rollback the service runs the commit of the revision, not that of the run. */
async function ofRevision(arn: string, provenance: Provenance, { aws }: World): Promise<Provenance> {
  const read = await aws.ecs.describeTaskDefinition(arn).catch(() => undefined);
  return { ...provenance, commit: commitOf(read?.tags ?? []) ?? 'unknown' };
}
