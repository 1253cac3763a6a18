import { act } from './act.ts';
import { lastPart, serviceConsoleUrl } from '../../aws/arn.ts';
import { toDeployError } from '../../aws/failure.ts';
import { nameRevision } from './name-revision.ts';
import { unlessCancelled } from '../../cancel.ts';
import { DeployError } from '../../errors.ts';
import { explainError } from '../../explain/cause.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { DeployEvent, LiveDefinition, Outcome, Problem, ServiceReport } from '../../model.ts';
import { readAttached, type Attached } from '../../plan/attached.ts';
import { credentialProblems } from '../../plan/credentials.ts';
import { tellToLeaveOut } from '../../plan/leave-out.ts';
import { locateServices, type Located } from '../../plan/locate.ts';
import { decideStep, type Action, type Step } from '../../plan/step.ts';
import type { Asked } from '../deploy/prepare.ts';
import { diffDefinitions } from '../../render/diff.ts';
import { readEndpoint } from '../endpoint.ts';
import { applyResult, follow, type Telling } from '../follow.ts';
import { linkReport } from '../links.ts';
import { orProblems, readDefinition } from '../deploy/template.ts';
import type { Deploying, World } from '../../world.ts';

/** A deployment that somebody started, and what is wanted of it; nothing has been done yet. */
export interface Attachment {
  attached: Attached;
  action: Action;
  step: Step;
}

/** Finds the deployments of the services that the inputs name; everything that is wrong is known before the first write. */
export async function findAttachments(
  { inputs, credentialsExpireAt }: Asked,
  world: World,
): Promise<{ attachments: Attachment[]; problems: Problem[] }> {
  const empty = { attachments: [] as Attachment[], problems: [] as Problem[] };
  if ((inputs.service ?? inputs['service-name'] ?? []).length === 0) return { ...empty, problems: [noService(inputs)] };
  return await orProblems(empty, 'reading the services', async () => {
    const { located, problems } = await locateServices(inputs, world);
    const found = await Promise.all(located.map((one) => findAttachment(one, actionOf(inputs), world)));
    const attachments = found.flatMap((one) => ('rule' in one ? [] : [one]));
    const refused = found.flatMap((one) => ('rule' in one ? [one] : []));
    const names = located.map(({ name }) => name);
    const groups = located.flatMap(({ group }) => group ?? []);
    const session = credentialProblems(inputs, { now: world.clock.now(), expireAt: credentialsExpireAt, groups });
    return {
      attachments,
      problems: [...problems, ...tellToLeaveOut(refused, names), ...session],
    };
  });
}

function noService({ mode }: Inputs): Problem {
  return {
    rule: 'nothing-to-do',
    severity: 'error',
    message: `Mode "${mode}" has nothing to work on: no service is given.`,
    mend: 'Give service.',
    origin: { kind: 'input', input: 'service' },
  };
}

function actionOf(inputs: Inputs): Action {
  if (inputs.mode === 'continue') return 'continue';
  if (inputs.mode !== 'stop') return 'watch';
  return inputs['stop-type'] === 'abort' ? 'abort' : 'roll-back';
}

/** The deployment of one service that is in flight, or its last one, and the call that the action takes. Read-only. */
export async function findAttachment(located: Located, action: Action, world: World): Promise<Attachment | Problem> {
  const attached = await readAttached(located, world);
  if (attached === undefined) {
    return {
      rule: 'no-deployment',
      severity: 'error',
      message: `Service "${located.name}" in cluster "${located.cluster}" has no deployment.`,
      mend: 'Start one first.',
      origin: { kind: 'service', service: located.name },
    };
  }
  const known = await nameRevision(attached, world);
  const step = decideStep(action, known, world.clock.now());
  return 'rule' in step ? step : { attached: known, action, step };
}

/**
 * Does what was asked for to a deployment that somebody else started, then follows it like our own. It is never stopped or rolled
 * back for any other reason: not by a timeout, not by a cancel, not because it cannot succeed.
 */
export async function attach(attachment: Attachment, inputs: Inputs, world: World): Promise<ServiceReport> {
  const { attached, action, step } = attachment;
  const report: ServiceReport = { ...beginAttached(attached, world), acts: action !== 'watch' };
  const say = (event: DeployEvent): void => {
    report.timeline.push(event);
    world.emit(event, attached.located);
  };
  try {
    const { signal } = world;
    const reading = { signal, doing: 'the deployment was read', left: 'Nothing was done to it.' };
    const { former } = await unlessCancelled(reading, describeRevisions(attached, { report, say }, world));
    const code = step.kind === 'follow' ? 'cancelled' : 'unsettled';
    const left = 'Whether AWS got it is not known: see the deployment.';
    const asking = { signal, doing: 'AWS was asked', left, code } as const;
    const isDone = await unlessCancelled(asking, act(step, say, world));
    if (isDone && inputs.mode === 'rollback' && !inputs['wait-for-service-stability']) {
      report.outcome = notFollowed(attached);
      report.standing = 'going-back';
      turnAround(report, { attached, former });
    } else {
      await followOn(attachment, { report, say, former, inputs }, world);
    }
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    report.outcome = notDone(attachment, error, world);
  }
  finish(attached, report, world);
  return report;
}

async function followOn(
  { attached, action, step }: Attachment,
  { report, say, former, inputs }: Telling & { former: LiveDefinition | undefined; inputs: Inputs },
  world: World,
): Promise<void> {
  const { started, previousTaskDefinitionArn } = attached;
  const images = action === 'roll-back' ? [] : report.images.map((one) => ({ ...one, digests: [] }));
  const result = await follow(
    {
      started,
      owned: false,
      since: world.clock.now(),
      wanted: WANTED[action],
      former: previousTaskDefinitionArn,
      answered: step.kind === 'answer-hook' ? step.hookId : undefined,
      images,
      inputs,
      say,
    },
    world,
  );
  applyResult(report, result);
  const { outcome, standing } = report;
  if (action === 'roll-back' && (outcome.kind === 'succeeded' || standing === 'going-back')) {
    turnAround(report, { attached, former, deployed: result.deployedTaskDefinitionArn });
  }
  if (report.kind === 'express') report.endpoint = await readEndpoint(started, world);
}

function notFollowed({ started, previousTaskDefinitionArn: former }: Attached): Outcome {
  const deployment = `the deployment of ${nameOf(started.taskDefinitionArn, 'the new revision')} to ${started.service}`;
  const headline = `The rollback of ${deployment} was asked for; it was not followed: ${nameOf(former, 'what ran before')} is to run again.`;
  return { kind: 'started', headline, causes: [] };
}

/** AWS did not take what it was asked for, or whether it did is not known. */
function notDone({ attached, action, step }: Attachment, error: DeployError, { signal }: World): Outcome {
  const { started, previousTaskDefinitionArn: former } = attached;
  const kind = signal.aborted ? 'cancelled' : 'failed';
  const cause = explainError(error);
  if (error.code === 'unsettled') {
    const headline = `Whether the deployment of ${started.service} was ${DONE[action]} is not known.`;
    return { kind, headline, causes: [cause] };
  }
  const owner = started.codeDeploy === undefined ? 'ECS' : 'CodeDeploy';
  const waits = step.kind === 'answer-hook' || step.kind === 'continue-codedeploy';
  const goesOn = waits ? '; it still waits' : `; it goes on in ${owner}`;
  const replaces =
    error.code === 'access-denied' && action === 'roll-back' && owner === 'ECS' && former !== undefined
      ? `To go back at once without that permission, use mode: rollback with rollback-to: ${lastPart(former)}, which replaces the deployment in flight. `
      : '';
  return {
    kind,
    headline: `The deployment of ${started.service} was not ${DONE[action]}${step.kind === 'follow' ? '' : goesOn}.`,
    causes: [{ ...cause, mend: `${replaces}${cause.mend ?? error.hint}` }],
  };
}

const WANTED = { watch: 'succeeded', continue: 'succeeded', 'roll-back': 'rolled-back', abort: 'stopped' } as const;
const DONE = { watch: 'followed', continue: 'continued', 'roll-back': 'rolled back', abort: 'stopped' } as const;

/** What is about to be continued or stopped. */
export function toDeploying({ attached: { located, started } }: Attachment): Deploying {
  const { name, cluster } = located;
  return { name, cluster, inFlight: started.codeDeploy?.deploymentId ?? lastPart(started.deploymentArn ?? '') };
}

/** The report before anything was done. */
export function beginAttached({ located, started, previousTaskDefinitionArn }: Attached, world: World): ServiceReport {
  return {
    service: located.name,
    cluster: located.cluster,
    kind: located.kind,
    region: world.aws.region,
    outcome: { kind: 'started', headline: '', causes: [] },
    serviceArn: started.serviceArn,
    deploymentArn: started.deploymentArn,
    codeDeployDeploymentId: started.codeDeploy?.deploymentId,
    taskDefinitionArn: started.taskDefinitionArn,
    previousTaskDefinitionArn,
    images: [],
    startedAt: started.startedAt,
    finishedAt: started.startedAt,
    timeline: [],
    revisions: [],
    tasks: [],
    targets: [],
    definitionDiff: '',
    changes: [],
    acts: false,
    links: [],
    next: [],
  };
}

/** Says which deployment it is, who registered its revision, and what differs from the one before. */
async function describeRevisions(
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

function imagesOfRevision(revision: LiveDefinition | undefined): ServiceReport['images'] {
  const containers = revision?.definition.containerDefinitions ?? [];
  return containers.map(({ name = '', image = '' }) => ({ container: name, image }));
}

/** What it runs is for the reader alone. */
async function readQuietly(
  arn: string | undefined,
  say: Telling['say'],
  world: World,
): Promise<LiveDefinition | undefined> {
  if (arn === undefined) return undefined;
  try {
    return await readDefinition(arn, world);
  } catch (error) {
    const call = { action: 'ecs:DescribeTaskDefinition', doing: 'reading the revisions of the deployment' };
    say({ at: world.clock.now(), kind: 'warning', message: toDeployError(error, call).message });
    return undefined;
  }
}

/** What ran before runs again, or is to: that is the news. */
function turnAround(
  report: ServiceReport,
  {
    attached,
    former,
    deployed,
  }: { attached: Attached; former: LiveDefinition | undefined; deployed?: string | undefined },
): void {
  const { started, previousTaskDefinitionArn: before } = attached;
  report.previousTaskDefinitionArn = started.taskDefinitionArn ?? deployed;
  if (report.standing === 'going-back') report.taskDefinitionArn = before;
  report.images = imagesOfRevision(former);
  report.definitionDiff = '';
}

/** A deployment that was over before has not lasted until now. */
function finish({ started, deployment, codeDeploy, over }: Attached, report: ServiceReport, world: World): void {
  const ended = over ? (deployment?.finishedAt ?? codeDeploy?.completeTime) : undefined;
  report.finishedAt = ended ?? world.clock.now();
  report.deploymentArn ??= started.deploymentArn;
  linkReport(report);
}

function nameOf(arn: string | undefined, otherwise: string): string {
  return arn === undefined ? otherwise : lastPart(arn);
}
