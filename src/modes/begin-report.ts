import { lastPart } from '../aws/arn.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import type { Outcome, ServiceReport } from '../model.ts';
import { diffDefinitions } from '../render/diff.ts';
import type { World } from '../world.ts';
import type { Prepared } from './prepared.ts';
import { asRequest } from './template.ts';
import { imagesOf } from './images.ts';

/** The report before anything is done: what is live, what would change. */
export async function beginReport({ target, rendered }: Prepared, world: World): Promise<ServiceReport> {
  const { live } = target;
  const now = world.clock.now();
  return {
    service: target.name,
    cluster: target.cluster,
    kind: target.kind,
    region: target.region,
    outcome: { kind: 'planned', headline: '', causes: [] } satisfies Outcome,
    serviceArn: target.service?.serviceArn,
    taskDefinitionArn: live?.arn,
    previousTaskDefinitionArn: live?.arn ?? liveTaskDefinition(target.service),
    images: imagesOf({ target, rendered }),
    startedAt: now,
    finishedAt: now,
    timeline: [],
    revisions: [],
    tasks: [],
    targets: [],
    definitionDiff:
      rendered === undefined || live === undefined
        ? ''
        : await diffDefinitions({
            before: asRequest(live, rendered.definition),
            after: rendered.definition,
            beforeName: lastPart(live.arn),
            afterName: rendered.template.startsWith('arn:')
              ? `${rendered.definition.family} (rendered)`
              : rendered.template,
          }),
    changes: target.changes,
    links: [],
    next: [],
  };
}
