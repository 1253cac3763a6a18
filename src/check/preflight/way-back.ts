import { lastPart } from '../../aws/arn.ts';
import { isActiveRevision, revisionToReturnTo } from '../../aws/service.ts';
import type { LiveDefinition, Problem, Rendered, Target } from '../../model.ts';
import { atService, toProblem } from '../../problem.ts';
import type { World } from '../../world.ts';
import { lookUp, type Finding } from '../look-up.ts';
import { definitionNeeds } from './definition-needs.ts';
import { judge, type Verdict } from './judge.ts';
import { imagesOf, liveWayBack } from './live-way-back.ts';
import { keyOf, nameOf, type Need } from './need.ts';
import type { Unread } from './not-checked.ts';
import type { Reader } from './reader.ts';

export interface WayBack {
  target: Target;
  /** What will run; absent if ECS registers it itself. */
  rendered: Rendered | undefined;
  account: string | undefined;
  /** The images of live definitions that ECR does not have. */
  missingImages: Promise<ReadonlySet<string>>;
}

/** Whether the revision that a rollback of this deployment would return to could still run. */
export async function lookBack(
  way: WayBack,
  reader: Reader,
  world: World,
): Promise<{ problems: Problem[]; unread: Unread[] }> {
  const { target } = way;
  const back = await readBack(target, world);
  if (back === undefined) return { problems: [], unread: [] };
  const judged = await judgeNeeds(back, way, reader);
  const unread = judged.flatMap(({ need, verdict }) =>
    verdict.kind === 'unread' ? [{ ...verdict, kind: need.kind, name: nameOf(need) }] : [],
  );
  const isImageMode = target.kind === 'express' && target.definitionMode === 'image';
  const isGone = !isImageMode && !isActiveRevision(back.definition as { status?: string });
  const gone = [
    ...(isGone ? ['it was deregistered'] : []),
    ...(await missingImages(back, way, world)).map((image) => `the image ${image} is not in ECR`),
    ...judged.flatMap(({ need, verdict }) =>
      verdict.kind === 'wrong' ? [`the ${nameOf(need)} (${need.by}) ${verdict.what}`] : [],
    ),
  ];
  if (gone.length === 0) return { problems: [], unread };
  const name = lastPart(back.arn);
  const problem = toProblem('rollback-impossible', atService(target.name), {
    message: `You could not roll back "${target.name}" from this deployment to ${name}: ${[...new Set(gone)].join('; ')}.`,
    fix: `Restore what is missing before you deploy, so that ${name} can run again.`,
  });
  return { problems: [problem], unread };
}

/** Nothing is said about one that cannot be read: it may well exist. */
async function readBack(target: Target, world: World): Promise<LiveDefinition | undefined> {
  const live = liveWayBack(target);
  const arn = revisionToReturnTo(target.service);
  if (live !== undefined || arn === undefined) return live;
  const reading = world.aws.ecs.describeTaskDefinition(arn).catch(() => undefined);
  const inTime = await world.clock.within({ milliseconds: 5_000, signal: world.signal }, reading);
  const definition = inTime ? (await reading)?.taskDefinition : undefined;
  return definition && { arn, definition: definition as LiveDefinition['definition'], tags: [] };
}

async function missingImages(
  back: LiveDefinition,
  { target, missingImages: missing }: WayBack,
  world: World,
): Promise<string[]> {
  const images = imagesOf(back);
  if (back === target.live) {
    const known = await missing;
    return images.filter((image) => known.has(image));
  }
  const looking = lookUp(
    images.map((image) => ({ image, platforms: false })),
    world,
  );
  const inTime = await world.clock.within({ milliseconds: 5_000, signal: world.signal }, looking);
  const findings = inTime ? await looking : new Map<string, Finding>();
  return images.filter((image) => isMissing(findings.get(image)));
}

function isMissing(finding: Finding | undefined): boolean {
  return finding?.kind === 'image-missing' || finding?.kind === 'repository-missing';
}

/** What the new definition needs as well is reported as its own mistake. */
async function judgeNeeds(
  back: LiveDefinition,
  { target, rendered, account }: WayBack,
  reader: Reader,
): Promise<{ need: Need; verdict: Verdict }[]> {
  const locate = () => atService(target.name);
  const own = rendered === undefined ? [] : definitionNeeds(rendered, target.region);
  const told = new Set(own.map(keyOf));
  const needs = definitionNeeds({ definition: back.definition, locate }, target.region);
  return await Promise.all(
    needs
      .filter((need) => !told.has(keyOf(need)))
      .map(async (need) => ({ need, verdict: await judge(need, account, reader) })),
  );
}
