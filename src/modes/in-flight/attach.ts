import { lastPart } from '../../aws/arn.ts';
import { unlessCancelled } from '../../cancel.ts';
import { DeployError } from '../../errors.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { DeployEvent, LiveDefinition, Outcome, ServiceReport } from '../../model.ts';
import type { Attached } from '../../plan/attached.ts';
import type { World } from '../../world.ts';
import { readEndpoint } from '../endpoint.ts';
import { applyResult, follow, type Telling } from '../follow.ts';
import { causeOf } from '../failure.ts';
import { linkReport } from '../links.ts';
import { act } from './act.ts';
import { beginAttached, describeRevisions, imagesOfRevision } from './describe.ts';
import type { Attachment } from './find.ts';
import { phrase } from '../../phrases.ts';

type Described = ReturnType<typeof describeRevisions>;

/** How long a request waits for what is only told, and how long each read takes at most. */
const DESCRIBES_MS = 3_000;
const END_OF_READS_MS = 60_000;

/**
 * Does what was requested to a deployment that someone else started, then follows it like our own. It is never stopped or rolled
 * back for any other reason: not by a timeout, not by a cancel, not because it cannot succeed.
 */
export async function attach(attachment: Attachment, inputs: Inputs, world: World): Promise<ServiceReport> {
  const { attached, step } = attachment;
  const report: ServiceReport = { ...beginAttached(attached, world), acts: step.kind !== 'follow' };
  const say = (event: DeployEvent): void => {
    report.timeline.push(event);
    world.emit(event, attached.located);
  };
  try {
    const { signal } = world;
    const asks = step.kind !== 'follow';
    const reading = { signal, when: 'while reading the deployment', left: 'it was not changed' };
    const describing = describeRevisions(attached, { report, say }, world);
    // A deployment that is to be stopped goes on until then: what it runs may be told later.
    const inTime = { milliseconds: asks ? DESCRIBES_MS : END_OF_READS_MS, signal };
    await unlessCancelled(reading, world.clock.within(inTime, settled(describing)));
    const asking = {
      signal,
      when: asks ? 'while asking AWS' : 'before following the deployment',
      left: asks ? 'it is unknown whether AWS received the request' : 'it was not changed',
      lookUp: asks ? 'Check the deployment in the console.' : undefined,
    };
    const isDone = await unlessCancelled(asking, act(step, say, world));
    const { former } = await toldLater(describing, world);
    if (isDone && inputs.mode === 'rollback' && !inputs['wait-for-service-stability']) {
      report.outcome = notFollowed(attached);
      report.standing = 'going-back';
      turnAround(report, { attached, former });
    } else {
      await followOn(attachment, { report, say, former, inputs }, world);
    }
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    report.outcome = await notDone(attachment, error, world);
  }
  finish(attached, report, world);
  return report;
}

async function settled(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}

/** Without what was not read by then, or before the cancel. */
async function toldLater(
  describing: Described,
  { clock, signal }: World,
): Promise<{ former?: LiveDefinition | undefined }> {
  const inTime = await clock.within({ milliseconds: END_OF_READS_MS, signal }, settled(describing));
  return inTime ? await describing : {};
}

async function followOn(
  { attached, action, step, verification }: Attachment,
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
      goal: GOALS[action],
      former: previousTaskDefinitionArn,
      answered: step.kind === 'answer-hook' ? step.hookId : undefined,
      images,
      inputs,
      say,
      release: verification && (await import('../release/verifier.ts')).createVerifier(verification, started, world),
    },
    world,
  );
  applyResult(report, result);
  const { outcome, standing } = report;
  if (action === 'roll-back' && (outcome.kind === 'succeeded' || standing === 'going-back')) {
    turnAround(report, { attached, former, deployed: result.deployedTaskDefinitionArn });
  }
  const { endBy } = result;
  if (report.kind === 'express') report.endpoint = await readEndpoint({ started, endBy }, world);
}

function notFollowed({ started, previousTaskDefinitionArn: former }: Attached): Outcome {
  const deployment = `the deployment of ${nameOf(started.taskDefinitionArn, 'the new revision')} to ${started.service}`;
  const headline = `The rollback of ${deployment} was requested but not followed: ${nameOf(former, 'what ran before')} will run again.`;
  return { kind: 'started', headline, causes: [] };
}

/** AWS rejected the request, or it is unknown whether it accepted it. */
async function notDone(
  { attached, action, step }: Attachment,
  error: DeployError,
  { signal }: World,
): Promise<Outcome> {
  const { started, previousTaskDefinitionArn: former } = attached;
  const kind = signal.aborted ? 'cancelled' : 'failed';
  const cause = await causeOf(error);
  if (error.code === 'unsettled') {
    const headline = `It is unknown whether the deployment of ${started.service} was ${DONE[action]}.`;
    return { kind, headline, causes: [cause] };
  }
  const owner = started.codeDeploy === undefined ? 'ECS' : 'CodeDeploy';
  const waits = step.kind === 'answer-hook' || step.kind === 'continue-codedeploy';
  const goesOn = waits ? '; it is still paused' : `; it continues in ${owner}`;
  const replaces =
    error.code === 'access-denied' && action === 'roll-back' && owner === 'ECS' && former !== undefined
      ? `To roll back at once without that permission, use ${phrase('mode', 'rollback')} with ${phrase('setting', `rollback-to: ${lastPart(former)}`)}, which replaces the deployment in flight. `
      : '';
  return {
    kind,
    headline: `The deployment of ${started.service} was not ${DONE[action]}${step.kind === 'follow' ? '' : goesOn}.`,
    causes: [{ ...cause, fix: `${replaces}${cause.fix ?? error.fix}` }],
  };
}

const GOALS = { watch: 'succeeded', continue: 'succeeded', 'roll-back': 'rolled-back', abort: 'stopped' } as const;

const DONE = { watch: 'followed', continue: 'continued', 'roll-back': 'rolled back', abort: 'stopped' } as const;

/** What ran before runs again, or will: that is the news. */
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

/** A deployment that had already ended did not last until now. */
function finish({ started, deployment, codeDeploy, over }: Attached, report: ServiceReport, world: World): void {
  const ended = over ? (deployment?.finishedAt ?? codeDeploy?.completeTime) : undefined;
  report.finishedAt = ended ?? world.clock.now();
  report.deploymentArn ??= started.deploymentArn;
  linkReport(report);
}

function nameOf(arn: string | undefined, otherwise: string): string {
  return arn === undefined ? otherwise : lastPart(arn);
}
