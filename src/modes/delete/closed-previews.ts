import { lastPart } from '../../aws/arn.ts';
import { previewOf } from '../../aws/provenance.ts';
import { stateOf } from '../../aws/service.ts';
import type { Problem } from '../../model.ts';
import type { Located } from '../../plan/locate.ts';
import { wantedServices } from '../../plan/wanted.ts';
import { atInput, toProblem } from '../../problem.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import type { Doomed } from './doomed.ts';

const SERVICES_A_CALL = 10;

/** The previews whose pull request is closed: by their names, and by the tag that only a preview has. */
export async function findClosedPreviews({ inputs }: Asked, world: World): Promise<Doomed> {
  const bases = wantedServices(inputs);
  const found = (await Promise.all(bases.map((base) => listPreviews(base, world)))).flat();
  const nothing = `There is nothing to delete: no preview of ${bases.map(({ name }) => name).join(', ')} has a closed pull request.`;
  if (found.length === 0) return { located: [], nothing, problems: [] };
  const asked = await Promise.all(
    found.map(async (one) => ({ ...one, state: (await world.pullRequest?.(one.number)) ?? 'unknown' })),
  );
  const unknown = asked.filter(({ state }) => state === 'unknown');
  return {
    located: asked.filter(({ state }) => state === 'closed').map(({ located }) => located),
    nothing: unknown.length === 0 ? nothing : 'No preview was deleted: not every pull request could be read.',
    problems: unknown.map(unknownPullRequest),
  };
}

async function listPreviews(
  { name, cluster }: { name: string; cluster: string },
  world: World,
): Promise<{ located: Located; number: number }[]> {
  const prefix = `${name}-pr-`;
  const names: string[] = [];
  for (let nextToken: string | undefined; ;) {
    const page = await world.aws.ecs.listServicesPage({ cluster, nextToken });
    names.push(...(page.serviceArns ?? []).map(lastPart).filter((one) => one.startsWith(prefix)));
    ({ nextToken } = page);
    if (nextToken === undefined) break;
  }
  const previews: { located: Located; number: number }[] = [];
  for (let start = 0; start < names.length; start += SERVICES_A_CALL) {
    const services = names.slice(start, start + SERVICES_A_CALL);
    const described = await world.aws.ecs.describeServices({ cluster, services });
    for (const service of described.services ?? []) {
      const number = Number(previewOf(service));
      const own = service.serviceName ?? lastPart(service.serviceArn ?? '');
      if (own !== `${prefix}${number}` || stateOf(service) !== 'active') continue;
      previews.push({ located: { name: own, cluster, kind: 'express', service }, number });
    }
  }
  return previews;
}

function unknownPullRequest({ located, number }: { located: Located; number: number }): Problem {
  return toProblem('preview-unknown', atInput('preview'), {
    message: `The pull request ${number} cannot be read, so the preview ${located.name} stays.`,
    fix: 'Give the job the permission pull-requests: read, or delete the preview by its number.',
  });
}
