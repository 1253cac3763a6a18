import { lastPart } from '../aws/arn.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import type { Outcome, ServiceReport } from '../model.ts';
import { isCreated } from '../plan/create.ts';
import { diffDefinitions } from '../render/diff.ts';
import type { World } from '../world.ts';
import { blankReport } from './blank-report.ts';
import type { Prepared } from './prepared.ts';
import { asRequest } from './template.ts';
import { imagesOf } from './images.ts';

/** The report before anything is done: what is live, what would change. */
export async function beginReport({ target, rendered }: Prepared, world: World): Promise<ServiceReport> {
  const { live } = target;
  const { name: service, cluster, kind, region } = target;
  const outcome: Outcome = { kind: 'planned', headline: '', causes: [] };
  return {
    ...blankReport({ service, cluster, kind, region, outcome, startedAt: world.clock.now() }),
    ...(isCreated(target) ? { creates: true } : {}),
    serviceArn: target.service?.serviceArn,
    taskDefinitionArn: live?.arn,
    previousTaskDefinitionArn: live?.arn ?? liveTaskDefinition(target.service),
    images: imagesOf({ target, rendered }),
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
  };
}
