import { readAppSpecFile } from '../appspec.ts';
import { newestConfiguration } from '../../aws/express.ts';
import { isDenied, toDeployError } from '../../aws/failure.ts';
import { isActiveRevision, liveTaskDefinition } from '../../aws/service.ts';
import { checkDeploy, checkUnsent, NOT_CHECKED, type Preflight, type Settle } from '../../check/check.ts';
import { toChanges } from '../../inputs/changes.ts';
import { INPUTS, type InputName, type Inputs } from '../../inputs/spec.ts';
import { CHANGES, TEMPLATE } from '../../inputs/table/groups.ts';
import { unusedInputs } from '../../inputs/unused.ts';
import type { LiveDefinition, Problem, Rendered, Target, Template } from '../../model.ts';
import { atService, distinct, toProblem } from '../../problem.ts';
import { clustersToRead, readClusters } from '../../plan/clusters.ts';
import { planCodeDeploy } from '../../plan/codedeploy.ts';
import { planCreation } from '../../plan/create.ts';
import { credentialProblems } from '../../plan/credentials.ts';
import { locateInExpress, planExpress } from '../../plan/express.ts';
import { inProgressProblems, waitUntilIdle } from '../../plan/in-progress.ts';
import { heldScalingProblems } from '../../plan/held-scaling.ts';
import { nearServiceProblems } from '../../plan/near-services.ts';
import { readScalingLimits } from '../../plan/scaling-limits.ts';
import { locateServices, type Located } from '../../plan/locate.ts';
import { wantedServices } from '../../plan/wanted.ts';
import { planServiceTags } from '../../plan/service-tags.ts';
import { locateInSettings, planSettings } from '../../plan/settings.ts';
import { refusal } from '../overall.ts';
import { checkExpressImages } from './express-images.ts';
import { readRevisionSettings } from '../../plan/revision-settings.ts';
import { prepareTask, type PreparedTask } from './prepare-task.ts';
import { sameRevision } from './same-revision.ts';
import { sameDefinition } from '../../render/diff.ts';
import { render } from '../../render/render.ts';
import type { Source } from '../read-document.ts';
import { openPreflights, orUnread, type Open } from '../preflight.ts';
import { orProblems, readDefinition, readTemplate, revisionTemplate } from '../template.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import type { Prepared } from '../prepared.ts';

/** The newest revision of the template's family, if it was read. */
type Newest = Promise<LiveDefinition | undefined>;

/** Everything that is known before the first write. */
export interface Draft {
  prepared: Prepared[];
  /** The services as ECS knows them. */
  located: Located[];
  /** The one-off task, if one was requested. */
  task?: PreparedTask | undefined;
  /** Every distinct definition, even if no service is named. */
  rendered: Rendered[];
  problems: Problem[];
  /** Image URI → the digests it has in ECR now, if they can be read. */
  digests: Map<string, readonly string[]>;
  /** What is found out meanwhile, to be awaited before the first write. */
  preflight: Promise<Settle>;
}

/**
 * Reads and checks everything without writing anything, and reports all mistakes at once. It waits for another deployment
 * only if nothing is wrong anywhere, and then reads again what had to wait.
 */
export async function prepareAll(parts: readonly Asked[], world: World): Promise<Draft[]> {
  const open = openPreflights(parts, world);
  const drafts = await Promise.all(parts.map((part) => prepareNow(part, open, world)));
  const waits = drafts.some(({ located }, index) => isToWait(parts[index], located));
  const settled = waits ? await Promise.all(drafts.map(({ preflight }) => preflight)) : [];
  const isRefused = drafts.some((draft, index) => {
    const { problems = [], inputs } = parts[index] ?? {};
    const outside = settled[index]?.(new Set()).problems ?? [];
    return refusal([...problems, ...draft.problems, ...outside], inputs?.checks ?? 'on') !== undefined;
  });
  return await Promise.all(
    drafts.map(async (draft, index) => {
      const asked = parts[index];
      return asked === undefined ? draft : await onceIdle({ asked, draft, isRefused }, world);
    }),
  );
}

function isToWait(asked: Asked | undefined, located: Located[]): boolean {
  const { mode, 'if-in-progress': choice } = asked?.inputs ?? {};
  return mode === 'deploy' && choice === 'wait' && inProgressProblems(located, choice).length > 0;
}

async function onceIdle(
  { asked, draft, isRefused }: { asked: Asked; draft: Draft; isRefused: boolean },
  world: World,
): Promise<Draft> {
  const { mode, 'if-in-progress': choice, 'wait-for-minutes': minutes } = asked.inputs;
  if (mode !== 'deploy') return draft;
  const busy = inProgressProblems(draft.located, choice);
  if (choice !== 'wait' || busy.length === 0) return { ...draft, problems: [...draft.problems, ...busy] };
  if (isRefused) return draft;
  const waiting = { action: 'ecs:DescribeServices', doing: 'waiting for another deployment' };
  const waited = await orProblems({ problems: [] as Problem[] }, waiting, async () => {
    await waitUntilIdle(draft.located, { minutes }, world);
    return { problems: [] };
  });
  const now = await prepareNow(asked, openPreflights([asked], world), world);
  return { ...now, problems: [...now.problems, ...waited.problems, ...inProgressProblems(now.located, choice)] };
}

/** A registration touches no service. */
const NOBODY: { located: Located[]; problems: Problem[] } = { located: [], problems: [] };

const READING = { action: 'ecs:DescribeServices', doing: 'reading the services' };
const PLANNING = { action: 'ecs:DescribeClusters', doing: 'planning the task' };

async function prepareNow(asked: Asked, open: Open, world: World): Promise<Draft> {
  const { inputs } = asked;
  const reading = readTemplate(asked, world);
  const newest = reading.then(
    async (source) => await guessLive(source, inputs, world),
    () => undefined,
  );
  const [source, found] = await Promise.all([
    reading,
    inputs.mode === 'register' ? NOBODY : orProblems(NOBODY, READING, () => locateServices(inputs, world)),
  ]);
  const problems = [
    ...source.problems,
    ...found.problems,
    ...credentialProblems(inputs, {
      now: world.clock.now(),
      expireAt: asked.credentialsExpireAt,
      groups: found.located.flatMap(({ group }) => group ?? []),
    }),
  ];
  const preflight = await open({ asked, located: found.located });
  const renderOnce = rememberRendered(inputs, world, preflight);
  const deployed = inputs.mode === 'run-task' ? [] : found.located;
  const readiness = await Promise.all(
    deployed.map((located) => prepareTarget({ asked, located, source, newest, renderOnce }, world)),
  );
  const prepared = readiness.flatMap((ready) => ready.prepared ?? []);
  const oneOff = await orProblems<Awaited<ReturnType<typeof prepareTask>>>({ problems: [] }, PLANNING, () =>
    prepareTask({ asked, source, located: found.located, prepared, renderOnce }, world),
  );
  const ofTemplate = source.template === undefined ? [] : [source.template];
  const ofTask = oneOff.task && [oneOff.task.rendered];
  const alone = prepared.length > 0 ? [] : (ofTask ?? ofTemplate.map((template) => renderOnce(template, false)));
  const rendered = [...new Set([...alone, ...prepared.flatMap((one) => one.rendered ?? [])])];
  problems.push(...readiness.flatMap((ready) => ready.problems), ...oneOff.problems);
  const targets = prepared.map(({ target }) => target);
  const located = {
    settings: (service: string) => locateInSettings(service, asked),
    express: locateInExpress(asked.document),
  };
  const isChecked = inputs.checks !== 'off';
  const [clusters, scalingLimits, held, near] = await Promise.all([
    readClusters(isChecked ? clustersToRead(targets) : [], world),
    readScalingLimits(isChecked ? targets : [], world),
    heldScalingProblems(inputs['suspend-auto-scaling'] ? targets : [], world),
    nearServiceProblems(isChecked && inputs.preview === undefined ? targets : [], world),
  ]);
  const checking = isChecked
    ? checkDeploy(
        {
          alone,
          prepared: prepared.map((one) => ({ ...one, replacesTasks: replacesTasks(one, asked) })),
          asked,
          clusters,
          scalingLimits,
          located,
          unread: source.failed,
          looksBack: preflight !== undefined,
        },
        world,
      )
    : Promise.resolve({ ...NOT_CHECKED, problems: checkUnsent(targets, asked) });
  const missingImages = checking.then(
    ({ missing }) => missing,
    () => new Set<string>(),
  );
  const subjects = { alone: [...alone, ...(ofTask ?? [])], prepared, missingImages };
  const looking = orUnread(preflight?.finish(subjects));
  const checked = await checking;
  problems.push(
    ...held,
    ...near,
    ...checked.problems,
    ...checkExpressImages(inputs, targets),
    ...unusedInputs(asked, targets),
  );
  const { digests } = checked;
  return {
    prepared,
    located: found.located,
    task: oneOff.task,
    rendered,
    problems: distinct(problems),
    digests,
    preflight: looking,
  };
}

/** A tag that moved may replace them too, but that is not certain yet. */
function replacesTasks({ target, rendered }: Prepared, { inputs }: Asked): boolean {
  const isOther = rendered !== undefined && target.live !== undefined && !sameRevision(rendered, target.live);
  return isOther || inputs['force-new-deployment'];
}

type RenderOnce = (template: Template, express: boolean) => Rendered;

/** Services that share a file or a live revision share what is rendered from it, so that it is registered once. */
function rememberRendered(inputs: Inputs, world: World, preflight: Preflight | undefined): RenderOnce {
  const known = new Map<string, Rendered>();
  return (template, express) => {
    const key = `${template.kind} ${template.name} ${express}`;
    const former = known.get(key);
    if (former !== undefined) return former;
    const rendered = render(template, toChanges(inputs, { express }));
    known.set(key, rendered);
    world.learn?.(rendered.definition);
    preflight?.begin(rendered);
    return rendered;
  };
}

async function prepareTarget(
  request: { asked: Asked; located: Located; source: Source; newest: Newest; renderOnce: RenderOnce },
  world: World,
): Promise<{ prepared?: Prepared; problems: Problem[] }> {
  const { asked, located, source } = request;
  const custom =
    located.kind === 'express' &&
    (source.template !== undefined || source.failed || isCustomExpress(located, asked.inputs));
  const definitionMode = custom ? 'custom' : 'image';
  const imageMode = located.kind === 'express' && !custom;
  const isTemplate = !imageMode && source.template === undefined && !source.failed && changesTemplate(asked.given);
  const live = await readLive(located, { isTemplate, newest: request.newest, world });
  const liveTemplate = live.definition && revisionTemplate(live.definition, { kind: 'service', service: located.name });
  const template = imageMode ? undefined : (source.template ?? (source.failed ? undefined : liveTemplate));
  const rendered = template && request.renderOnce(template, located.kind === 'express');
  const planned = await planTarget({ asked, located, definitionMode }, world);
  return {
    prepared: {
      target: { ...planned.target, live: live.definition },
      rendered,
      existing: existingRevision(source, rendered),
    },
    problems: [...live.problems, ...planned.problems],
  };
}

/** A revision that the inputs name, if it is ACTIVE and nothing changes it. */
function existingRevision({ template }: Source, rendered: Rendered | undefined): string | undefined {
  if (template?.kind !== 'revision' || rendered === undefined) return undefined;
  const value = template.value as Rendered['definition'] & { status?: string };
  return isActiveRevision(value) && sameDefinition(value, rendered.definition) ? template.name : undefined;
}

async function planTarget(
  { asked, located, definitionMode }: { asked: Asked; located: Located; definitionMode: 'image' | 'custom' },
  world: World,
): Promise<{ target: Target; problems: Problem[] }> {
  const { inputs } = asked;
  const { region } = world.aws;
  const { group } = located;
  if (located.kind === 'express') return planExpress(located, { inputs, definitionMode, region });
  if (group === undefined) return { target: await planClassic(located, asked, world), problems: [] };
  const { appSpec, problems } = await readAppSpecFile(inputs, world);
  const planned = planCodeDeploy({ ...located, group }, { inputs, document: asked.document, appSpec, region });
  return { target: planned.target, problems: [...problems, ...planned.problems] };
}

/** An Express service with a custom task definition has no primary container of its own. */
function isCustomExpress(located: Located, inputs: Inputs): boolean {
  const configuration = newestConfiguration(located.express?.activeConfigurations);
  return (
    configuration?.taskDefinitionArn !== undefined &&
    configuration.primaryContainer === undefined &&
    (inputs.image ?? inputs['image-tag']) !== undefined
  );
}

async function planClassic(located: Located, asked: Asked, world: World): Promise<Target> {
  const { region } = world.aws;
  if (located.service === undefined) return planCreation(located, { ...asked, region });
  const revision = await readRevisionSettings(located, asked.document, world);
  const service = located.service ?? {};
  const { settings, changes } = planSettings({ ...asked, live: service, revision });
  const { tags, changes: ofTags } = planServiceTags(service, asked.document);
  return {
    kind: 'service',
    name: located.name,
    cluster: located.cluster,
    region,
    service,
    settings,
    tags,
    changes: [...changes, ...ofTags],
  };
}

const TEMPLATE_GROUPS: readonly string[] = [TEMPLATE, CHANGES];

/** Whether the inputs change the template, wherever it comes from. */
function changesTemplate(given: readonly InputName[]): boolean {
  return given.some((name) => TEMPLATE_GROUPS.includes(INPUTS[name].group));
}

/** Nearly always the service runs the newest revision of the family: that one is read while the service is looked up. */
async function guessLive({ template }: Source, inputs: Inputs, world: World): Newest {
  const compares = inputs.mode === 'deploy' || inputs.mode === 'plan';
  if (!compares || template?.kind !== 'document' || wantedServices(inputs).length === 0) return undefined;
  const { family } = (template.value ?? {}) as { family?: unknown };
  if (typeof family !== 'string' || family === '') return undefined;
  return await readDefinition(family, world).catch(() => undefined);
}

/** The live definition is compared for information only; but if it is the template, nothing can be deployed without it. */
async function readLive(
  located: Located,
  { isTemplate, newest, world }: { isTemplate: boolean; newest: Newest; world: World },
): Promise<{ definition?: LiveDefinition; problems: Problem[] }> {
  const name = liveTaskDefinition(located.service);
  if (name === undefined) return { problems: [] };
  const guessed = await newest;
  if (guessed?.arn === name) return { definition: guessed, problems: [] };
  try {
    return { definition: await readDefinition(name, world), problems: [] };
  } catch (error) {
    if (!isTemplate && isDenied(error)) return { problems: [] };
    const failure = toDeployError(error, {
      action: 'ecs:DescribeTaskDefinition',
      doing: 'reading the live task definition',
    });
    const found = toProblem('live-definition-unreadable', atService(located.name), {
      message: isTemplate
        ? `The live task definition of "${located.name}" is the template, but it cannot be read: ${failure.message}`
        : `The live task definition of "${located.name}" cannot be compared: ${failure.message}`,
      fix: isTemplate ? `${failure.fix} Or set task-definition.` : failure.fix,
    });
    return { problems: [isTemplate ? found : { ...found, severity: 'warning' }] };
  }
}
