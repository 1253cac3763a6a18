import type { LoadBalancer } from '@aws-sdk/client-ecs';
import { toItems } from '../aws/capacity.ts';
import { newestConfiguration } from '../aws/express.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type {
  AppSpec,
  ClusterFacts,
  ExpressTarget,
  Origin,
  Path,
  Problem,
  Rendered,
  ServiceDocument,
  ServiceSettings,
  Target,
} from '../model.ts';
import { isInDocument } from '../problem.ts';
import type { World } from '../world.ts';
import { launchTypeOf, toAfterwards } from './afterwards.ts';
import { checkAppSpec } from './appspec.ts';
import { checkDocument, documentRules, documentTags } from './document.ts';
import { expressImages, imagesIn, type AskedImage, type ImageInput } from './images-to-run.ts';
import { checkExpressImage, checkImage, checkTag } from './images.ts';
import type { LiveCheck } from './live-context.ts';
import { checkTask } from './live-task.ts';
import { strategyRules } from './live-capacity.ts';
import { checkLive } from './live.ts';
import { imagesToReturnTo } from './preflight/live-way-back.ts';
import type { createPreflights } from './preflight/preflight.ts';
import { checkImages, type ImageCheck } from './remote.ts';
import { checkDefinition } from './rules.ts';
import { checkFields } from './schema.ts';
import { repeatedTags, tagRules } from './tags.ts';

/** The only entry point to the checks: takes what a mode is about to do, and returns everything wrong with it. */

export type Checked = ImageCheck;

/** `checks: off`. */
export const NOT_CHECKED: Checked = { problems: [], digests: new Map(), missing: new Set() };

/** A service and what it will run; nothing is rendered for an Express service in image mode. */
interface Subject {
  target: Target;
  rendered?: Rendered | undefined;
  replacesTasks?: boolean | undefined;
}

interface Asked {
  inputs: Inputs;
  given: readonly InputName[];
  bad: ReadonlySet<InputName>;
  document?: ServiceDocument | undefined;
}

export interface DeployCheck {
  /** Definitions that no service runs. */
  alone: readonly Rendered[];
  prepared: readonly Subject[];
  asked: Asked;
  clusters: ReadonlyMap<string, ClusterFacts>;
  scalingLimits: ReadonlyMap<Target, LiveCheck['scalingLimits']>;
  /** The inputs that the request fields came from. */
  located: { settings: (service: string) => (path: Path) => Origin; express: (path: Path) => Origin };
  /** The template could not be read, so the images in the inputs are checked on their own. */
  unread: boolean;
  /** Whether to look for the images, too, that a rollback would run. */
  looksBack: boolean;
}

/** What a service definition asks for and no call can carry: it is never dropped in silence, whatever `checks` says. */
export function checkUnsent(targets: readonly Target[], { document }: Pick<Asked, 'document'>): Problem[] {
  return [
    ...(document === undefined ? [] : documentTags(document, repeatedTags)),
    ...targets.flatMap((target) => [...documentRules({ target, document, after: toAfterwards(target) })]),
  ];
}

/** Checks a deploy, a plan or a registration. Only reads ECR; never throws for a missing permission. */
export async function checkDeploy(check: DeployCheck, world: World): Promise<Checked> {
  const { alone, prepared, asked } = check;
  const { image, 'image-tag': tag } = asked.inputs;
  const input = image === undefined && tag !== undefined ? 'image-tag' : 'image';
  const images = [
    ...alone.flatMap((one) => imagesIn(one)),
    ...prepared.flatMap((subject) => imagesToRun(subject, input)),
  ];
  const others = check.looksBack ? prepared.flatMap(({ target }) => imagesToReturnTo(target)) : [];
  const found = await checkImages(images, world, others);
  return {
    problems: [
      ...checkDocument(asked),
      ...alone.flatMap((rendered) => [...rendered.problems, ...checkRendered(rendered, undefined, asked)]),
      ...prepared.flatMap((subject) => checkSubject(subject, check)),
      ...found.problems,
      ...(tag === undefined ? [] : checkTag(tag)),
      ...(check.unread ? checkInputImages(asked.inputs) : []),
    ],
    digests: found.digests,
    missing: found.missing,
  };
}

/** The checks of what a deployment needs outside ECS, which only some runs load. */
export async function loadPreflight(): Promise<typeof createPreflights> {
  return (await import('./preflight/preflight.ts')).createPreflights;
}

export { alarmProblems, checkRelease } from './release.ts';
export type { ReleaseCheck } from './release.ts';
export { soundDocument } from './document.ts';
export { toNotChecked } from './preflight/not-checked.ts';
export type { Preflight, Settle } from './preflight/preflight.ts';

export interface OfflineCheck {
  /** The task definition, if it is written in a document that can be read. */
  rendered?: Rendered | undefined;
  appSpec?: AppSpec | undefined;
  /** The settings of the service that the inputs ask for. */
  settings: ServiceSettings;
  asked: Asked;
  /** Whether the service is known to be an Express service. */
  express: boolean;
  locateSettings: (path: Path) => Origin;
}

/** Everything that can be checked without AWS, and so without knowing the service. */
export function checkOffline(check: OfflineCheck): Problem[] {
  const { rendered, appSpec, settings, asked, express, locateSettings } = check;
  const { 'image-tag': tag } = asked.inputs;
  const inputs = [
    ...(tag === undefined ? [] : checkTag(tag)),
    ...(rendered ? [] : [...checkInputImages(asked.inputs), ...inputTags(asked.inputs)]),
  ];
  const fields = [
    ...checkDocument(asked),
    ...checkFields({ service: 'any', ...settings }, locateSettings, 'UpdateServiceRequest').filter(
      ({ origin }) => !isInDocument(origin),
    ),
    ...strategyRules({
      strategy: toItems(settings.capacityProviderStrategy),
      origin: locateSettings(['capacityProviderStrategy']),
      setting: 'capacity-provider-strategy',
      cluster: '',
    }),
  ];
  if (rendered === undefined) return [...inputs, ...fields];
  const { definition, locate, spelling } = rendered;
  return [
    ...inputs,
    ...fields,
    ...rendered.problems,
    ...(appSpec === undefined ? [] : checkAppSpec(appSpec, definition)),
    ...checkDefinition({
      definition,
      locate,
      spelling,
      express,
      loadBalancers: appSpec && balancersOf(appSpec, definition),
      hasGracePeriod: true,
      allowImagePlaceholder: isImageTold(rendered.problems, asked.bad),
    }),
  ];
}

/** AWS checked a revision when it was registered; this checks whether it fits the service now, and whether its images exist. */
export async function checkRollback(returns: readonly Subject[], asked: Asked, world: World): Promise<Checked> {
  const images = returns.flatMap(({ rendered, target }) => (rendered === undefined ? [] : imagesIn(rendered, target)));
  const found = await checkImages(images, world);
  return {
    problems: [...returns.flatMap((one) => checkReturn(one, asked)), ...found.problems],
    digests: found.digests,
    missing: found.missing,
  };
}

interface OneOffCheck extends Pick<Parameters<typeof checkTask>[0], 'target' | 'isStrategyGiven' | 'clusterProviders'> {
  rendered: Rendered;
  locate: (path: Path) => Origin;
}

/** Checks the call that starts a one-off task. */
export function checkOneOff({ rendered, locate, ...check }: OneOffCheck): Problem[] {
  const request = { cluster: check.target.cluster, taskDefinition: 'any', ...check.target.request };
  return [
    ...checkFields(request, locate, 'RunTaskRequest'),
    ...tagRules({ tags: request.tags, locate, holder: 'one-off task' }),
    ...checkTask({ ...rendered, ...check }),
  ];
}

function checkSubject(
  { target, rendered, replacesTasks }: Subject,
  { asked, clusters, scalingLimits, located }: DeployCheck,
): Problem[] {
  const { image } = asked.inputs;
  const isImageMode = target.kind === 'express' && target.definitionMode === 'image';
  return [
    ...(rendered === undefined ? [] : [...rendered.problems, ...checkRendered(rendered, target, asked)]),
    ...checkCalls(target, located),
    ...checkLive({
      ...asked,
      target,
      replacesTasks,
      definition: rendered?.definition,
      locate: rendered?.locate ?? (() => ({ kind: 'service', service: target.name })),
      clusterFacts: clusters.get(target.cluster),
      scalingLimits: scalingLimits.get(target),
    }),
    ...(isImageMode && image !== undefined ? checkExpressImage(image) : []),
  ];
}

function checkRendered(
  { definition, locate, spelling, problems }: Rendered,
  target: Target | undefined,
  { bad }: Pick<Asked, 'bad'>,
): Problem[] {
  const after = target === undefined || target.kind === 'express' ? undefined : toAfterwards(target);
  const service = target?.kind === 'express' ? undefined : target?.service;
  return [
    ...(target?.kind === 'codedeploy' ? checkAppSpec(target.appSpec, definition) : []),
    ...checkDefinition({
      definition,
      locate,
      spelling,
      express: target?.kind === 'express',
      loadBalancers: target?.kind === 'codedeploy' ? balancersOf(target.appSpec, definition) : after?.loadBalancers,
      hasGracePeriod:
        (target?.settings.healthCheckGracePeriodSeconds ?? service?.healthCheckGracePeriodSeconds ?? 0) > 0,
      launchType: target && launchTypeOf(toAfterwards(target)),
      allowImagePlaceholder: isImageTold(problems, bad),
    }),
  ];
}

const IMAGE_INPUTS: readonly InputName[] = ['image', 'image-tag', 'images'];

/** An image that is missing because of an input is reported there. */
function isImageTold(problems: readonly Problem[], bad: Asked['bad']): boolean {
  return IMAGE_INPUTS.some((name) => bad.has(name)) || problems.some(({ rule }) => rule === 'no-image-for-tag');
}

/** CodeDeploy's load balancer settings are in the AppSpec; mistakes in them are reported there. */
function balancersOf(appSpec: AppSpec, definition: Rendered['definition']): LoadBalancer[] {
  if (checkAppSpec(appSpec, definition).length > 0) return [];
  return appSpec.services.map(({ container, port }) => ({
    containerName: container?.name,
    containerPort: port?.number,
  }));
}

/** Settings that came as JSON may hold anything; the SDK's own schema says what the calls take. */
function checkCalls(target: Target, located: DeployCheck['located']): Problem[] {
  const { settings, name } = target;
  if (target.kind === 'service' && target.creates !== undefined) {
    const request = { ...target.creates, taskDefinition: 'any' };
    return checkFields(request, located.settings(name), 'CreateServiceRequest').filter(isNew);
  }
  return [
    ...checkFields({ service: name, ...settings }, located.settings(name), 'UpdateServiceRequest').filter(isNew),
    ...(target.kind === 'express' ? checkExpressCall(target, located.express) : []),
  ];
}

/** The document itself has been checked; merged with the live settings it may still lack something. */
function isNew({ rule, origin }: Problem): boolean {
  return rule === 'missing-field' || !isInDocument(origin);
}

/** What is needed to create a service is reported in plan/express.ts. */
function checkExpressCall({ call, tags }: ExpressTarget, locate: DeployCheck['located']['express']): Problem[] {
  if (call.verb === 'update') {
    const fields = checkFields(call.request, locate, 'UpdateExpressGatewayServiceRequest');
    return [...fields, ...tagRules({ tags: tags?.added, locate, holder: 'service' })];
  }
  const { primaryContainer, infrastructureRoleArn } = call.request;
  const ofTags = [...tagRules({ tags: call.request.tags, locate, holder: 'service' })];
  if (infrastructureRoleArn === undefined || (primaryContainer && primaryContainer.image === undefined)) return ofTags;
  return [...ofTags, ...checkFields(call.request, locate, 'CreateExpressGatewayServiceRequest')];
}

function imagesToRun({ target, rendered }: Subject, input: ImageInput): AskedImage[] {
  if (rendered !== undefined) return imagesIn(rendered, target);
  return target.kind === 'express'
    ? expressImages(target, { live: newestConfiguration(target.express?.activeConfigurations), input })
    : [];
}

/** Checks the images in the inputs when no template can be read: a bad file must not hide a bad image. */
function checkInputImages({ image, images = [] }: Inputs): Problem[] {
  const alone = image === undefined ? [] : [checkImage(image, { kind: 'input', input: 'image' })];
  const named = images.map(([container, one]) => checkImage(one, { kind: 'input', input: 'images' }, container));
  return [...alone, ...named].filter((problem) => problem !== undefined);
}

/** Without a template, they belong to an Express service. */
function inputTags({ tags = [] }: Inputs): Iterable<Problem> {
  const given = tags.map(([key, value]) => ({ key, value }));
  return tagRules({ tags: given, locate: () => ({ kind: 'input', input: 'tags' }), holder: 'service' });
}

/** Nothing is registered, so nothing in the old revision can be fixed. */
const ANOTHER = 'Set rollback-to to another revision: a rollback does not change the revision.';

function checkReturn({ target, rendered }: Subject, asked: Asked): Problem[] {
  if (rendered === undefined) return [];
  const { definition, locate } = rendered;
  const found = checkDefinition({
    definition,
    locate,
    express: target.kind === 'express' && target.definitionMode === 'custom',
    loadBalancers: target.kind === 'service' ? target.service.loadBalancers : undefined,
    hasGracePeriod: true,
    launchType: launchTypeOf(toAfterwards(target)),
  });
  const isOwn = target.kind !== 'express' || target.definitionMode === 'custom';
  return [
    ...checkLive({
      ...asked,
      target,
      definition: isOwn ? definition : undefined,
      locate,
      isRollback: true,
      replacesTasks: true,
    }),
    ...(target.kind === 'codedeploy' ? checkAppSpec(target.appSpec, definition) : []),
    ...found.filter(({ severity }) => severity === 'error').map((problem) => ({ ...problem, fix: ANOTHER })),
    ...found.filter(({ rule }) => rule === 'mutable-tag'),
  ];
}
