import { appSpecOfRollback, definitionOf } from './appspec-of-rollback.ts';
import { findAttachment, type Attachment } from './attach.ts';
import { lastPart } from './aws/arn.ts';
import { errorName, isDenied, isUnknownOperation } from './aws/failure.ts';
import { liveTaskDefinition } from './aws/task-sets.ts';
import { checkAppSpec } from './check/appspec.ts';
import { imagesIn } from './check/images-to-run.ts';
import { checkImages, type ImageCheck } from './check/remote.ts';
import { checkDefinition } from './check/rules.ts';
import { parseRollbackTo } from './inputs/rollback.ts';
import { unusedInputs } from './inputs/unused.ts';
import type { Candidate, Candidates, LiveDefinition, Problem, Target } from './model.ts';
import { credentialProblems } from './plan/credentials.ts';
import { lostOnExpress, planExpressRollback } from './plan/express-rollback.ts';
import { readHistory, type History } from './plan/history.ts';
import { hasSettings } from './plan/decide.ts';
import { locateServices, type Located } from './plan/locate.ts';
import {
  chooseRevision,
  error,
  familyOf,
  listCandidates,
  needsFamily,
  toCandidates,
  warning,
  type Question,
} from './plan/rollback.ts';
import { keptSettings } from './plan/rollback-settings.ts';
import type { Asked, Prepared } from './prepare.ts';
import { sameDefinition } from './render/diff.ts';
import { render } from './render/render.ts';
import { orProblems, readDefinition, revisionTemplate } from './template.ts';
import type { World } from './world.ts';

/** One service and the registered revision that it goes back to. */
export interface Return extends Prepared {
  taskDefinitionArn: string;
}

/** Everything that is known before the first write of a rollback. */
export interface RollbackDraft {
  returns: Return[];
  /** Deployments in flight, which are stopped and rolled back instead. */
  attachments: Attachment[];
  candidates: Candidates[];
  problems: Problem[];
  digests: ImageCheck['digests'];
}

type Found = Partial<{ back: Return; attachment: Attachment; candidates: Candidate[] }> & { problems: Problem[] };

/** Finds for every service what it goes back to, and checks it; nothing is written and nothing will be registered. */
export async function prepareRollback(asked: Asked, world: World): Promise<RollbackDraft> {
  const { inputs } = asked;
  const empty: RollbackDraft = { returns: [], attachments: [], candidates: [], problems: [], digests: new Map() };
  const services = inputs.service ?? inputs['service-name'] ?? [];
  if (services.length === 0) return { ...empty, problems: [noService()] };
  const { located, problems } = await orProblems(
    { located: [] as Located[], problems: [] },
    'reading the services',
    () => locateServices(inputs, world),
  );
  const found = await Promise.all(
    located.map((one) =>
      orProblems<Found>({ problems: [] }, 'choosing the revision', () =>
        findReturn(one, { asked, isAlone: services.length === 1 }, world),
      ),
    ),
  );
  const returns = found.flatMap(({ back }) => back ?? []);
  const checked = await checkReturns(returns, asked, world);
  const groups = located.flatMap(({ group }) => group ?? []);
  const session = { now: world.clock.now(), expireAt: asked.credentialsExpireAt, groups };
  return {
    returns,
    attachments: found.flatMap(({ attachment }) => attachment ?? []),
    candidates: found.flatMap(({ candidates }, index) => {
      const { name: service = '', cluster = '' } = located[index] ?? {};
      return candidates === undefined ? [] : [{ service, cluster, revisions: candidates }];
    }),
    problems: [
      ...problems,
      ...found.flatMap((one) => one.problems),
      ...checked.problems,
      ...unusedInputs(
        asked,
        returns.map(({ target }) => target),
      ),
      ...credentialProblems(inputs, session),
    ],
    digests: checked.digests,
  };
}

function noService(): Problem {
  return {
    rule: 'nothing-to-do',
    severity: 'error',
    message: 'A rollback has nothing to work on: no service is given.',
    mend: 'Give service.',
    origin: { kind: 'input', input: 'service' },
  };
}

async function findReturn(
  located: Located,
  { asked, isAlone }: { asked: Asked; isAlone: boolean },
  world: World,
): Promise<Found> {
  const { name, service } = located;
  const to = parseRollbackTo(asked.inputs['rollback-to']) ?? { kind: 'previous' };
  const live = liveTaskDefinition(service);
  if (live === undefined) return { problems: [withoutDefinition(name)] };
  const history = await readHistory(located, (content) => definitionOf(content, live), world);
  if (history.inFlight && to.kind === 'previous' && (history.unread === undefined || located.group !== undefined)) {
    const attachment = await findAttachment(located, 'roll-back', world);
    return 'rule' in attachment ? { problems: [attachment] } : { attachment, problems: [] };
  }
  const family = needsFamily({ live, history }) ? await readFamily(live, world) : undefined;
  const question: Question = { service: name, to, live, history, family };
  const choice = chooseRevision(question);
  const refused = isAlone || to.kind !== 'number' ? busyGroup(located) : ambiguous(name, to.revision);
  if ('refused' in choice || refused !== undefined) {
    const reason = refused ?? ('refused' in choice ? choice.refused : undefined);
    return await refuse(question, reason === undefined ? [] : [reason], world);
  }
  const { taskDefinitionArn } = choice;
  const definitions = await readAll([live, taskDefinitionArn], world);
  const back = definitions.get(taskDefinitionArn);
  const unusable = usable(taskDefinitionArn, { service: name, back });
  if (back === undefined || unusable !== undefined) {
    return await refuse(question, unusable === undefined ? [] : [unusable], world);
  }
  const candidates = await describeCandidates(question, { chosen: taskDefinitionArn, definitions }, world);
  const liveDefinition = definitions.get(live);
  const planned = await planReturn({ located, back, live: liveDefinition, history, asked }, world);
  const { target } = planned;
  if (target.kind === 'express' && target.definitionMode === 'image' && !hasSettings(target)) {
    return await refuse(question, [sameSettings(name, back)], world);
  }
  const rendered = render(revisionTemplate(back, { kind: 'input', input: 'rollback-to' }), {});
  const isSame = liveDefinition !== undefined && sameDefinition(liveDefinition.definition, back.definition);
  return {
    back: {
      target: { ...target, ...(liveDefinition === undefined ? {} : { live: liveDefinition }) },
      rendered,
      taskDefinitionArn,
    },
    candidates,
    problems: [
      ...choice.problems,
      ...(isSame ? [sameContent(name, { live, arn: back.arn })] : []),
      ...planned.problems,
      ...kept({ located, history, taskDefinitionArn }),
    ],
  };
}

function withoutDefinition(service: string): Problem {
  return error(service, 'rollback-no-candidate', {
    message: `ECS names no task definition that "${service}" runs, so there is nothing to go back from.`,
    mend: 'Deploy to it first.',
  });
}

function ambiguous(service: string, revision: number): Problem {
  return error(service, 'rollback-ambiguous', {
    message: `rollback-to: ${revision} is a number for one service, and several are given.`,
    mend: 'Give one service, or leave rollback-to out so that each goes back to its own previous revision.',
  });
}

/** CodeDeploy runs one deployment of a group at a time; that one can be rolled back, not replaced. */
function busyGroup({ name, group }: Located): Problem | undefined {
  if (group?.active === undefined) return undefined;
  return error(name, 'deployment-in-progress', {
    message: `The CodeDeploy deployment ${group.active.id} of "${name}" is in progress, and CodeDeploy runs one at a time.`,
    mend: 'Leave rollback-to out to stop that deployment and roll it back, or wait for its end.',
  });
}

function sameSettings(service: string, { arn }: LiveDefinition): Problem {
  return error(service, 'rollback-already-live', {
    message: `"${service}" has the settings of ${lastPart(arn)} already: there is nothing to go back to.`,
    mend: 'Name another revision in rollback-to.',
  });
}

function sameContent(service: string, { live, arn }: { live: string; arn: string }): Problem {
  return warning(service, 'rollback-same-definition', {
    message: `${lastPart(arn)} and ${lastPart(live)} are the same but for their number: the rollback of "${service}" changes nothing unless a tag in them points at another image now.`,
    mend: 'Name another revision in rollback-to if something has to change.',
  });
}

/** Every refusal sends the reader back to choose: the candidates go with it. */
async function refuse(question: Question, problems: Problem[], world: World): Promise<Found> {
  const family = question.family ?? (await readFamily(question.live, world));
  const all = { ...question, family };
  const definitions = await readAll([question.live], world);
  const candidates = await describeCandidates(all, { definitions }, world);
  const listed = listCandidates(candidates);
  return { candidates, problems: problems.map((one) => ({ ...one, message: `${one.message} ${listed}` })) };
}

function usable(
  arn: string,
  { service, back }: { service: string; back: LiveDefinition | undefined },
): Problem | undefined {
  if (back === undefined) {
    return error(service, 'rollback-missing', {
      message: `${lastPart(arn)}, which "${service}" is to go back to, does not exist.`,
      mend: 'Name one of the candidates in rollback-to.',
    });
  }
  const status = statusOf(back);
  if (status === undefined || status === 'ACTIVE') return undefined;
  return error(service, 'rollback-inactive', {
    message: `${lastPart(arn)}, which "${service}" is to go back to, is ${status}: somebody deregistered it, and ECS deploys no such revision.`,
    mend: 'Name one of the candidates in rollback-to, or deploy its template with mode: deploy, which registers it anew.',
  });
}

function statusOf({ definition }: LiveDefinition): string | undefined {
  return (definition as { status?: string }).status;
}

/** ACTIVE revisions of the live family down to some that are older than the live one; undefined where they may not be listed. */
async function readFamily(live: string, world: World): Promise<string[] | undefined> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await world.aws.ecs.listTaskDefinitionsPage({ familyPrefix: familyOf(live), nextToken });
      arns.push(...(page.taskDefinitionArns ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined && (arns.at(-1) === live || !arns.includes(live)) && arns.length < 1_000);
    return arns;
  } catch (caught) {
    if (isDenied(caught) || isUnknownOperation(caught)) return undefined;
    throw caught;
  }
}

/** Revisions that are gone, or that may not be read, are left out. */
async function readAll(arns: readonly string[], world: World): Promise<Map<string, LiveDefinition>> {
  const read = await Promise.all([...new Set(arns)].map(async (arn) => [arn, await readOne(arn, world)] as const));
  return new Map(read.flatMap(([arn, definition]) => (definition === undefined ? [] : [[arn, definition]])));
}

async function readOne(arn: string, world: World): Promise<LiveDefinition | undefined> {
  try {
    return await readDefinition(arn, world);
  } catch (caught) {
    if (errorName(caught) === 'ClientException') return undefined;
    throw caught;
  }
}

async function describeCandidates(
  question: Question,
  known: { chosen?: string; definitions: Map<string, LiveDefinition> },
  world: World,
): Promise<Candidate[]> {
  const listed = toCandidates(question);
  const { chosen } = known;
  const isListed = chosen === undefined || listed.some((one) => one.taskDefinitionArn === chosen);
  const all = isListed
    ? listed
    : [...listed, { taskDefinitionArn: chosen, succeeded: 0, failed: 0, stopped: 0, images: [] }];
  const missing = all.map((one) => one.taskDefinitionArn).filter((arn) => !known.definitions.has(arn));
  const definitions = new Map([...known.definitions, ...(await readAll(missing, world))]);
  return all.map((candidate) => {
    const read = definitions.get(candidate.taskDefinitionArn);
    const { status, registeredAt } = (read?.definition ?? {}) as { status?: string; registeredAt?: Date };
    return {
      ...candidate,
      ...(candidate.taskDefinitionArn === chosen ? { role: 'chosen' as const } : {}),
      ...(status === undefined ? {} : { status }),
      ...(registeredAt === undefined ? {} : { registeredAt }),
      images: (read?.definition.containerDefinitions ?? []).map(({ name: container = '', image = '' }) => ({
        container,
        image,
      })),
    };
  });
}

interface ReturnQuestion {
  located: Located;
  back: LiveDefinition;
  live: LiveDefinition | undefined;
  history: History;
  asked: Asked;
}

/** The call goes with nothing but the revision: whatever else the service has stays as it is. */
async function planReturn(
  { located, back, live, history, asked }: ReturnQuestion,
  world: World,
): Promise<{ target: Target; problems: Problem[] }> {
  const { name, cluster, group, service = {} } = located;
  const { region } = world.aws;
  if (located.kind === 'express') {
    const target = planExpressRollback(located, back, region);
    const lost = target.definitionMode === 'image' ? lostOnExpress(back, live) : [];
    return { target, problems: lost.length === 0 ? [] : [notBrought(name, { arn: back.arn, lost })] };
  }
  const base = { name, cluster, region, service, settings: {}, changes: [] };
  if (group === undefined) return { target: { ...base, kind: 'service' }, problems: [] };
  const { inputs } = asked;
  const { appSpec, problems } = await appSpecOfRollback(
    { located, history, taskDefinitionArn: back.arn, inputs },
    world,
  );
  const { 'codedeploy-deployment-description': description, 'codedeploy-deployment-config': deploymentConfig } = inputs;
  return {
    target: {
      ...base,
      kind: 'codedeploy',
      group,
      appSpec,
      appSpecChanges: [],
      ...(description === undefined ? {} : { description: description.slice(0, 512) }),
      ...(deploymentConfig === undefined ? {} : { deploymentConfig }),
    },
    problems,
  };
}

function notBrought(service: string, { arn, lost }: { arn: string; lost: string[] }): Problem {
  return warning(service, 'rollback-incomplete', {
    message: `The settings of an Express service do not bring back all of ${lastPart(arn)}: ${lost.join(', ')}.`,
    mend: 'Look at the service after the rollback.',
  });
}

/** A rollback changes the revision alone; what was changed beside it since then stays. */
function kept({
  located: { name, service, group },
  history,
  taskDefinitionArn,
}: {
  located: Located;
  history: History;
  taskDefinitionArn: string;
}): Problem[] {
  const then = history.deployments.find(
    (one) => one.taskDefinitionArn === taskDefinitionArn && one.end === 'succeeded',
  );
  if (then?.revision === undefined || service === undefined || group !== undefined) return [];
  const settings = keptSettings(then.revision, service);
  if (settings.length === 0) return [];
  return [
    warning(name, 'rollback-keeps-settings', {
      message: `Only the task definition goes back: "${name}" had other settings when it ran ${lastPart(taskDefinitionArn)} (${settings.join(', ')}), and they stay as they are now.`,
      mend: 'Change them back with the tool that set them, if the revision needs them.',
    }),
  ];
}

/** What is registered was checked by AWS; what has to be looked at is whether it fits the service of today, and its images. */
async function checkReturns(returns: Return[], { inputs }: Asked, world: World): Promise<ImageCheck> {
  if (inputs.checks === 'off') return { problems: [], digests: new Map() };
  const images = await checkImages(
    returns.flatMap(({ rendered, target }) => (rendered === undefined ? [] : imagesIn(rendered, target))),
    world,
  );
  return { problems: [...returns.flatMap(checkReturn), ...images.problems], digests: images.digests };
}

function checkReturn({ target, rendered }: Return): Problem[] {
  if (rendered === undefined) return [];
  const { definition, locate } = rendered;
  const found = checkDefinition({
    definition,
    locate,
    express: target.kind === 'express' && target.definitionMode === 'custom',
    loadBalancers: target.kind === 'service' ? target.service.loadBalancers : undefined,
    hasGracePeriod: true,
    launchType: target.kind === 'express' ? undefined : target.service.launchType,
  });
  return [
    ...(target.kind === 'codedeploy' ? checkAppSpec(target.appSpec, definition) : []),
    ...found.filter(({ rule, severity }) => severity === 'error' || rule === 'mutable-tag'),
  ];
}
