import { appSpecOfRollback } from './appspec.ts';
import { definitionOf } from '../appspec.ts';
import { findAttachment, type Attachment } from '../in-flight/find.ts';
import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import { findCommit } from './commit.ts';
import { describeCandidates, readAll, readFamily } from './candidates.ts';
import { checkRollback, NOT_CHECKED, toNotChecked, type Checked } from '../../check/check.ts';
import { parseRollbackTo } from '../../inputs/rollback.ts';
import { unusedInputs } from '../../inputs/unused.ts';
import type { Candidate, Candidates, LiveDefinition, NotChecked, Problem, Target } from '../../model.ts';
import { atService, toProblem } from '../../problem.ts';
import { credentialProblems } from '../../plan/credentials.ts';
import { lostOnExpress, planExpressRollback } from '../../plan/express-rollback.ts';
import { readHistory, type History } from '../../plan/history.ts';
import { heldScalingProblems } from '../../plan/held-scaling.ts';
import { hasSettings } from '../../plan/decide.ts';
import { tellToLeaveOut } from '../../plan/leave-out.ts';
import { locateServices, type Located } from '../../plan/locate.ts';
import {
  chooseRevision,
  fixWithoutCandidate,
  isReturn,
  listCandidates,
  needsFamily,
  othersAmong,
  type Question,
} from '../../plan/rollback.ts';
import type { RuleName } from '../../rules.ts';
import {
  ambiguous,
  busyGroup,
  notBrought,
  returning,
  sameContent,
  sameSettings,
  thereAndBack,
  usable,
  withoutDefinition,
} from '../../plan/rollback-problems.ts';
import { keptSettings } from '../../plan/rollback-settings.ts';
import type { Asked } from '../asked.ts';
import type { Prepared } from '../prepared.ts';
import { sameDefinition } from '../../render/diff.ts';
import { render } from '../../render/render.ts';
import { openPreflights, orUnread } from '../preflight.ts';
import { orProblems, revisionTemplate } from '../template.ts';
import type { World } from '../../world.ts';

/** One service and the registered revision that it rolls back to. */
export interface Return extends Prepared {
  taskDefinitionArn: string;
}

/** Everything that is known before the first write of a rollback. */
export interface RollbackDraft {
  returns: Return[];
  /** The services as ECS knows them. */
  located: Located[];
  /** Deployments in flight, which are stopped and rolled back instead. */
  attachments: Attachment[];
  candidates: Candidates[];
  problems: Problem[];
  digests: Checked['digests'];
  notChecked: NotChecked | undefined;
}

type Found = Partial<{ back: Return; attachment: Attachment; candidates: Candidate[] }> & { problems: Problem[] };

/** Finds what each service rolls back to, and checks it; nothing is written and nothing will be registered. */
export async function prepareRollback(asked: Asked, world: World): Promise<RollbackDraft> {
  const { inputs } = asked;
  const services = inputs.service ?? inputs['service-name'] ?? [];
  const open = openPreflights([asked], world);
  const { located, problems } = await orProblems(
    { located: [] as Located[], problems: [] },
    { action: 'ecs:DescribeServices', doing: 'reading the services' },
    () => locateServices(inputs, world),
  );
  const found = await Promise.all(
    (asked.bad.has('rollback-to') ? [] : located).map((one) =>
      orProblems<Found>(
        { problems: [] },
        { action: 'ecs:ListServiceDeployments', doing: 'choosing the revision' },
        () => findReturn(one, { asked, isAlone: services.length === 1 }, world),
      ),
    ),
  );
  const returns = found.flatMap(({ back }) => back ?? []);
  const preflight = await open({ asked, located });
  const back = returns.map(({ target }) => target);
  const [checked, held, settle] = await Promise.all([
    inputs.checks === 'off' ? NOT_CHECKED : checkRollback(returns, asked, world),
    heldScalingProblems(inputs['suspend-auto-scaling'] ? back : [], world),
    orUnread(preflight?.finishRollback(returns.flatMap(({ rendered }) => rendered ?? []))),
  ]);
  const outside = settle(new Set());
  const groups = located.flatMap(({ group }) => group ?? []);
  const session = { now: world.clock.now(), expireAt: asked.credentialsExpireAt, groups };
  return {
    returns,
    located,
    attachments: found.flatMap(({ attachment }) => attachment ?? []),
    candidates: found.flatMap(({ candidates }, index) => {
      const { name: service = '', cluster = '' } = located[index] ?? {};
      const isRefused = checked.problems.some(
        ({ severity, origin }) => severity === 'error' && origin.kind === 'service' && origin.service === service,
      );
      const revisions = candidates?.filter(({ role }) => !(isRefused && role === 'chosen'));
      return revisions === undefined ? [] : [{ service, cluster, revisions }];
    }),
    problems: [
      ...problems,
      ...tellToLeaveOut(
        found.flatMap((one) => one.problems),
        located.map(({ name }) => name),
      ),
      ...held,
      ...checked.problems,
      ...outside.problems,
      ...unusedInputs(asked, back),
      ...credentialProblems(inputs, session),
    ],
    digests: checked.digests,
    notChecked: toNotChecked(outside.unread),
  };
}

async function findReturn(
  located: Located,
  { asked, isAlone }: { asked: Asked; isAlone: boolean },
  world: World,
): Promise<Found> {
  const { name, service } = located;
  const live = liveTaskDefinition(service);
  if (live === undefined) return { problems: [withoutDefinition(name)] };
  const to = await findTarget({ service: name, live, text: asked.inputs['rollback-to'] }, world);
  if ('rule' in to) return { problems: [to] };
  const history = await readHistory(located, (content) => definitionOf(content, live), world);
  if (history.inFlight && to.kind === 'previous' && (history.unread === undefined || located.group !== undefined)) {
    const attachment = await findAttachment(located, 'roll-back', world);
    if ('rule' in attachment) return { problems: [attachment] };
    const { started, previousTaskDefinitionArn: from } = attachment.attached;
    const back = started.taskDefinitionArn;
    if (back === undefined || from === undefined || !isReturn({ to: back, from, history }))
      return { attachment, problems: [] };
    return await refuse(
      { service: name, to, live, history, family: undefined },
      returning(name, { to: back, from }),
      world,
    );
  }
  const family = needsFamily({ live, history }) ? await readFamily(live, world) : undefined;
  const question: Question = { service: name, to, live, history, family, ranBefore: asked.ranBefore };
  const barrier = isAlone || to.kind !== 'number' ? busyGroup(located) : ambiguous(name, to.revision);
  if (barrier !== undefined) return await refuse(question, barrier, world);
  const choice = chooseRevision(question);
  if ('refused' in choice) {
    return await refuse({ ...question, refused: choice.taskDefinitionArn }, choice.refused, world);
  }
  const { taskDefinitionArn } = choice;
  const definitions = await readAll([live, taskDefinitionArn], world);
  const back = usable(taskDefinitionArn, { service: name, back: definitions.get(taskDefinitionArn) });
  if ('rule' in back) return await refuse({ ...question, refused: taskDefinitionArn }, back, world);
  const candidates = await describeCandidates(question, { chosen: taskDefinitionArn, definitions }, world);
  const liveDefinition = definitions.get(live);
  const planned = await planReturn({ located, back, live: liveDefinition, history, asked }, world);
  const { target } = planned;
  if (target.kind === 'express' && target.definitionMode === 'image' && !hasSettings(target)) {
    return await refuse({ ...question, refused: taskDefinitionArn }, sameSettings(name, back), world);
  }
  const rendered = render(revisionTemplate(back, { kind: 'service', service: name }), {});
  const isSame = liveDefinition !== undefined && sameDefinition(liveDefinition.definition, back.definition);
  return {
    back: {
      target: { ...target, ...(liveDefinition === undefined ? {} : { live: liveDefinition }) },
      rendered: { ...rendered, template: lastPart(back.arn) },
      taskDefinitionArn,
    },
    candidates,
    problems: [
      ...choice.problems,
      ...(to.kind === 'previous' && isReturn({ to: live, from: taskDefinitionArn, history })
        ? [thereAndBack(name, { live, to: taskDefinitionArn })]
        : []),
      ...(isSame ? [sameContent(name, { live, arn: back.arn })] : []),
      ...planned.problems,
      ...kept({ located, history, taskDefinitionArn }),
    ],
  };
}

/** A commit stands for the revision that was registered from it. */
async function findTarget(
  { text, ...place }: { service: string; live: string; text: string | undefined },
  world: World,
): Promise<Question['to'] | Problem> {
  const to = parseRollbackTo(text) ?? { kind: 'previous' };
  if (to.kind !== 'commit') return to;
  const found = await findCommit({ ...place, commit: to.commit }, world);
  return 'rule' in found ? found : { kind: 'arn', arn: found.arn };
}

/** After a rejection the reader has to choose again: the candidates are listed, without the rejected one. */
async function refuse(
  { refused, ...question }: Question & { refused?: string | undefined },
  problem: Problem,
  world: World,
): Promise<Found> {
  const family = question.family ?? (await readFamily(question.live, world));
  const all = { ...question, family };
  const definitions = await readAll([question.live], world);
  const described = await describeCandidates(all, { definitions }, world);
  const candidates = described.filter((one) => one.role === 'live' || one.taskDefinitionArn !== refused);
  const isTold = problem.rule === 'rollback-no-candidate' && othersAmong(candidates).length === 0;
  const message = isTold ? problem.message : `${problem.message} ${listCandidates(candidates, question.service)}`;
  const asksForAnother = ASKS_FOR_ANOTHER.includes(problem.rule) && !question.history.inFlight;
  const fix = asksForAnother && othersAmong(candidates).length === 0 ? fixWithoutCandidate(all) : problem.fix;
  return { candidates, problems: [{ ...problem, message, fix }] };
}

/** Their fix is another revision, if there is one. */
const ASKS_FOR_ANOTHER: readonly string[] = [
  'rollback-missing',
  'rollback-inactive',
  'rollback-already-live',
] satisfies RuleName[];

interface ReturnQuestion {
  located: Located;
  back: LiveDefinition;
  live: LiveDefinition | undefined;
  history: History;
  asked: Asked;
}

/** The call sends only the revision: everything else about the service stays as it is. */
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

/** A rollback only changes the revision; whatever else has changed since then stays. */
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
    toProblem('rollback-keeps-settings', atService(name), {
      message: `Only the task definition is rolled back: "${name}" had other settings when it ran ${lastPart(taskDefinitionArn)} (${settings.join(', ')}), and these stay as they are now.`,
      fix: 'If the revision needs the old settings, restore them with the tool that set them.',
    }),
  ];
}
