import { primaryDeployment, rolloutOf } from '../aws/service.ts';
import { lastPart } from '../aws/arn.ts';
import { parseEcrImage } from '../aws/image.ts';
import { settingFacts } from '../aws/service-settings.ts';
import type { World } from '../world.ts';
import type { Target } from '../model.ts';

/** What to do for one service. */
export type Work =
  /** Nothing differs, and the images are the running ones. */
  | { kind: 'unchanged'; note?: string }
  /** The definition stays; settings, or a new deployment of a tag that moved, are sent. */
  | { kind: 'update'; force: boolean; note?: string }
  | { kind: 'register-and-update' }
  /** The revision already exists and is deployed again. */
  | { kind: 'roll-back'; to: string };

export interface Question {
  target: Target;
  /** Images of the definition that would run. */
  images: string[];
  sameDefinition: boolean;
  force: boolean;
  /** Image URI → the digests it has in ECR now. */
  digests: ReadonlyMap<string, readonly string[]>;
}

/** Decides whether anything needs doing; an image tag that may have moved never counts as unchanged. */
export async function decide(question: Question, world: World): Promise<Work> {
  const { target } = question;
  if (!question.sameDefinition) return { kind: 'register-and-update' };
  if (question.force) return { kind: 'update', force: true };
  const unfinished = unfinishedDeployment(target);
  if (unfinished !== undefined) return { kind: 'update', force: true, note: unfinished };
  const moved = await movedImage(question, world);
  if (moved.image !== undefined) {
    return {
      kind: 'update',
      force: true,
      note: `The definition is the same, but the tag of ${moved.image} may point at a new image: redeploying.`,
    };
  }
  return hasSettings(target)
    ? { kind: 'update', force: forcedBy(target).length > 0, note: moved.note }
    : { kind: 'unchanged', note: moved.note };
}

/**
 * The settings for which the call forces a deployment: AWS accepts their change no other way, or they apply to new tasks only, and
 * on Express no input replaces the others.
 */
export function forcedBy({ kind, settings }: Pick<Target, 'kind' | 'settings'>): { name: string; because: string }[] {
  if (kind === 'codedeploy') return [];
  return settingFacts(settings).flatMap(({ name, needsForce, holdsFor }) => {
    if (needsForce) return [{ name, because: 'AWS accepts this change only with a forced deployment' }];
    if (kind === 'express' && holdsFor === 'new tasks') return [{ name, because: 'it applies to new tasks only' }];
    return [];
  });
}

/** The definition that a service names is not what runs while its deployment has not succeeded, or when no task is left. */
function unfinishedDeployment({ service, settings }: Target): string | undefined {
  if (service?.desiredCount === 0 && (settings.desiredCount ?? 0) > 0) {
    return 'The definition is the same, but the service has no tasks: redeploying, so that their start is followed.';
  }
  const primary = primaryDeployment(service);
  const rollout = rolloutOf(primary);
  if (primary !== undefined && (rollout === 'running' || rollout === 'failed')) {
    const state = rollout === 'failed' ? 'failed' : 'has not ended';
    const reason = primary.rolloutStateReason === undefined ? '' : ` (${primary.rolloutStateReason})`;
    return `The definition is the same, but the deployment of ${lastPart(primary.taskDefinition ?? '')} ${state}${reason}: redeploying.`;
  }
  if ((service?.desiredCount ?? 0) === 0 || (service?.runningCount ?? 1) > 0) return undefined;
  return 'The definition is the same, but no task of the service is running: redeploying.';
}

/** Whether anything apart from the task definition would be sent. */
export function hasSettings(target: Target): boolean {
  if (Object.keys(target.settings).length > 0 || target.tags !== undefined) return true;
  return target.kind === 'express' && (target.call.verb === 'create' || Object.keys(target.call.request).length > 1);
}

async function movedImage(question: Question, world: World): Promise<{ image?: string; note?: string }> {
  const tagged = question.images.filter((image) => !image.includes('@sha256:'));
  if (tagged.length === 0) return {};
  const known = tagged.filter((image) => question.digests.has(image));
  const running = known.length === 0 ? new Map<string, string>() : await digestsInTime(question.target, world);
  for (const image of tagged) {
    const now = question.digests.get(image);
    const then = running.get(image);
    if (now !== undefined && then !== undefined ? !now.includes(then) : !looksImmutable(image)) return { image };
  }
  const guessed = tagged.filter((image) => !(question.digests.has(image) && running.has(image)));
  return guessed.length === 0
    ? {}
    : {
        note: `Assumed immutable because of its tag: ${guessed.join(', ')}. ${again(question.target)} if it was pushed again.`,
      };
}

/** No input forces a deployment of an Express service. */
function again({ kind }: Target): string {
  return kind === 'express' ? 'Set image by digest (…@sha256:…)' : 'Use force-new-deployment: true';
}

/** Optional reads must not hold up a deploy. */
const PATIENCE_MS = 10_000;

async function digestsInTime(target: Target, world: World): Promise<Map<string, string>> {
  const reading = runningDigests(target, world);
  const inTime = await world.clock.within({ milliseconds: PATIENCE_MS, signal: world.signal }, reading);
  return inTime ? await reading : new Map();
}

async function runningDigests(target: Target, world: World): Promise<Map<string, string>> {
  try {
    const tasks = await world.aws.ecs.listTasks({ cluster: target.cluster, service: target.name, stopped: false });
    const described = tasks.length === 0 ? [] : await world.aws.ecs.describeTasks({ cluster: target.cluster, tasks });
    const containers = described.flatMap((task) => task.containers ?? []);
    return new Map(
      containers.flatMap(({ image, imageDigest }) => (image && imageDigest ? [[image, imageDigest]] : [])),
    );
  } catch {
    return new Map();
  }
}

/** By convention, a tag with a digit is a version, commit or build; `latest`, `main`, `prod` and the like are meant to move. */
export function looksImmutable(image: string): boolean {
  const tag = parseEcrImage(image)?.tag ?? /:([\w][\w.-]*)$/.exec(image)?.[1];
  return tag !== undefined && /\d/.test(tag);
}
