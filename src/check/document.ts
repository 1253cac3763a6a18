import type { DeploymentCircuitBreaker, Tag } from '@aws-sdk/client-ecs';
import { toBreaker, toThreshold } from '../aws/circuit-breaker.ts';
import { BESIDE_EXPRESS } from '../aws/express.ts';
import { isSame, isSameRole, onlyAsked } from '../aws/same.ts';
import { isForCodeDeploy, isSetting } from '../aws/service-settings.ts';
import { controllerOfTarget } from './afterwards.ts';
import { membersForEcs, OF_CODE_DEPLOY } from './codedeploy-members.ts';
import { DOCUMENT_FIELDS } from './document-fields.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Path, Problem, ServiceDocument, Target } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { LiveContext } from './live-context.ts';
import { documentPlaceholders } from './placeholders.ts';
import { readFields } from './schema.ts';
import { tagRules } from './tags.ts';
import { formatPath, shorten } from './words.ts';
import { phrase } from '../phrases.ts';

interface Asked {
  inputs: Inputs;
  given: readonly InputName[];
  document?: ServiceDocument | undefined;
}

/** What is wrong with fields, and those that are not. */
type Read = ReturnType<typeof readFields>;

/** The document alone: its fields and types, what contradicts itself, and inputs that say something else. */
export function checkDocument({ document, inputs, given }: Asked): Problem[] {
  if (document === undefined) return [];
  const { problems, sound } = readAll({ ...document, fields: document.written ?? document.fields });
  return [
    ...problems.filter(({ rule }) => rule !== 'missing-field'),
    ...documentPlaceholders({ fields: sound, locate: document.locate }),
    ...documentTags(document, tagRules),
    ...contradictions(document),
    ...overruled({ document, inputs, given }),
  ];
}

/** The document with the fields that have the right types alone, so that whatever follows can trust them. The others are errors. */
export function soundDocument(document: ServiceDocument): ServiceDocument {
  return { ...document, fields: readAll(document).sound, written: document.fields };
}

/** Whatever else is wrong with the document, the rules can trust the types of its tags. */
export function documentTags(document: ServiceDocument, rules: typeof tagRules): Problem[] {
  const { sound } = readAll({ ...document, fields: document.written ?? document.fields });
  return [
    ...rules({ tags: sound['tags'] as Tag[] | undefined, locate: document.locate, holder: 'service definition' }),
  ];
}

/** The fields of CreateService, and those that only UpdateService has. What is merged with the live service may leave out a required member. */
function readAll(document: ServiceDocument): Read {
  const { fields, locate, spelling } = document;
  if (document.kind === 'express') return readExpress(document);
  const { forceNewDeployment, service, ...others } = fields;
  const name = { serviceName: service ?? 'any' };
  const update = { service: 'any', ...(forceNewDeployment === undefined ? {} : { forceNewDeployment }) };
  const created = readFields({ value: { ...name, ...others }, locate, spelling }, 'CreateServiceRequest');
  const updated = readFields({ value: update, locate, spelling }, 'UpdateServiceRequest');
  const sound = { ...created.sound, ...updated.sound };
  return {
    problems: [...created.problems, ...updated.problems],
    sound: Object.fromEntries(Object.entries(sound).filter(([key]) => key in fields)),
  };
}

function readExpress({ fields, locate, spelling }: ServiceDocument): Read {
  const { service, deploymentConfiguration, ...others } = fields;
  const isBeside = ([field]: [string, unknown]): boolean => BESIDE_EXPRESS.includes(field);
  const entries = Object.entries(others);
  const update = {
    ...Object.fromEntries(entries.filter(isBeside)),
    ...(deploymentConfiguration === undefined ? {} : { deploymentConfiguration }),
  };
  const own = Object.fromEntries(entries.filter((entry) => !isBeside(entry)));
  const members = Object.keys(deploymentConfiguration ?? {}).filter((key) => key !== 'bakeTimeInMinutes');
  const created = readFields({ value: own, locate, spelling }, 'CreateExpressGatewayServiceRequest');
  const updated = readFields({ value: update, locate, spelling }, 'UpdateServiceRequest');
  const fixed = members.map((member) =>
    toProblem('service-field-fixed', locate(['deploymentConfiguration', member]), {
      message: `"${member}" cannot be set for an Express service: Express decides how it deploys, and only "bakeTimeInMinutes" can be changed.`,
      fix: `Remove "${member}".`,
    }),
  );
  return {
    problems: [...created.problems, ...updated.problems, ...fixed],
    sound: { ...created.sound, ...updated.sound, ...(typeof service === 'string' ? { service } : {}) },
  };
}

/** A document of the other kind: none of it would be used. */
function* otherKind({ target, document }: { target: Target; document: ServiceDocument }): Iterable<Problem> {
  const isExpress = target.kind === 'express';
  if (isExpress === (document.kind === 'express')) return;
  yield toProblem('service-definition-kind', document.locate([]), {
    message: `Service "${target.name}" is ${isExpress ? 'an Express' : 'a classic'} service, but the service definition has the fields of ${isExpress ? 'a classic' : 'an Express'} one.`,
    fix: isExpress
      ? `Use the fields of UpdateExpressGatewayService, and set ${phrase('setting', 'service-type: express')} if none of them is needed.`
      : 'Use the fields of UpdateService.',
  });
}

/** Settings of one strategy that the document gives to another: ECS would reject them, or never use them. */
function contradictions({ fields, locate, kind }: ServiceDocument): Problem[] {
  const problems: Problem[] = [];
  if (kind === 'express') return problems;
  const providers = fields['capacityProviderStrategy'];
  if (fields['launchType'] !== undefined && Array.isArray(providers) && providers.length > 0) {
    problems.push(
      toProblem('service-capacity', locate(['launchType']), {
        message: `The service definition has both "launchType" (${text(fields['launchType'])}) and "capacityProviderStrategy", and ECS accepts only one of them.`,
        fix: 'Remove "launchType".',
      }),
    );
  }
  const { strategy } = (fields['deploymentConfiguration'] ?? {}) as { strategy?: unknown };
  if (strategy === undefined) return problems;
  for (const [member, fits] of OF_STRATEGY) {
    const path = ['deploymentConfiguration', member];
    if (at(fields, path) === undefined || strategy === fits) continue;
    problems.push(strategyProblem({ member, fits, strategy: text(strategy) }, locate(path)));
  }
  return problems;
}

/** The members of deploymentConfiguration that one strategy alone can use (docs: API_DeploymentConfiguration). */
const OF_STRATEGY = [
  ['linearConfiguration', 'LINEAR'],
  ['canaryConfiguration', 'CANARY'],
  ['earlySuccessCriteria', 'ROLLING'],
] as const;

function strategyProblem(
  { member, fits, strategy }: { member: string; fits: string; strategy: string },
  origin: Problem['origin'],
): Problem {
  return toProblem('strategy-settings', origin, {
    message: `"${member}" is for the deployment strategy ${fits}, but the strategy is ${strategy}.`,
    fix: `Remove "${member}", or set "strategy": "${fits}" beside it.`,
  });
}

/** An input may change one value for one deploy, but nobody should have to find out which of the two was used. */
function overruled({ document, inputs, given }: Required<Asked>): Problem[] {
  if (document?.kind === 'express') return [];
  return Object.entries(DOCUMENT_FIELDS).flatMap(([name, path]) => {
    const input = name as InputName;
    const inDocument = document === undefined ? undefined : at(document.fields, path);
    if (inDocument === undefined || !given.includes(input) || isEqual(input, inDocument, inputs)) return [];
    return [
      toProblem('input-over-definition', atInput(input), {
        message: `${phrase('input', input)} (${shown(inputs[input])}) takes the place of ${formatPath(path)} (${shown(inDocument)}) in the service definition.`,
        fix: `Remove one of them.`,
      }),
    ];
  });
}

function isEqual(input: InputName, inDocument: unknown, inputs: Inputs): boolean {
  const {
    'deployment-strategy': strategy,
    'circuit-breaker': breaker,
    'circuit-breaker-threshold': threshold = '',
  } = inputs;
  if (input === 'deployment-strategy') return strategy?.toUpperCase().replace('-', '_') === inDocument;
  if (input === 'circuit-breaker') return breaker === 'keep' || isSameBreaker(toBreaker(breaker), inDocument);
  if (input === 'circuit-breaker-threshold') return isSame(toThreshold(threshold), inDocument);
  return isSame(inputs[input], inDocument, String(DOCUMENT_FIELDS[input]?.at(-1)));
}

/** Whether it is on, and whether it rolls back; one that is off does not. */
function isSameBreaker({ enable, rollback }: DeploymentCircuitBreaker, inDocument: unknown): boolean {
  return (
    isSame(enable, at(inDocument, ['enable']), 'enable') &&
    (enable === false || isSame(rollback, at(inDocument, ['rollback']), 'rollback'))
  );
}

/** The document against a service that exists: what no update can change is an error before any write. */
export function* documentRules({
  target,
  document,
  after,
}: Pick<LiveContext, 'target' | 'document' | 'after'>): Iterable<Problem> {
  if (document === undefined) return;
  yield* otherKind({ target, document });
  if (target.kind === 'express') return;
  yield* unusedBreaker({ target, document });
  yield* ofLiveStrategy({ document, after });
  if (target.service?.serviceArn === undefined) return;
  const { name, service } = target;
  for (const { field, live, fix } of FIXED) {
    const wanted = document.fields[field];
    const now = live(service);
    if (wanted === undefined || isUnchanged(field, wanted, now)) continue;
    yield toProblem('service-field-fixed', document.locate([field]), {
      message: `"${field}" of service "${name}" is ${now === undefined ? 'not set' : shown(now)}, and UpdateService cannot change it to ${shown(wanted)}.`,
      fix,
    });
  }
  if (target.kind !== 'codedeploy') return;
  const members = (document.fields['deploymentConfiguration'] ?? {}) as Record<string, unknown>;
  const liveMembers = (service.deploymentConfiguration ?? {}) as Record<string, unknown>;
  for (const member of membersForEcs(members)) {
    if (isSame(members[member], liveMembers[member], member)) continue;
    yield toProblem('service-field-fixed', document.locate(['deploymentConfiguration', member]), {
      message: `"deploymentConfiguration.${member}" is for deployments that ECS makes, but CodeDeploy deploys service "${name}".`,
      fix: `Remove it: ${OF_CODE_DEPLOY}.`,
    });
  }
  for (const [field, wanted] of Object.entries(document.fields)) {
    if (!isSetting(field) || isForCodeDeploy(field)) continue;
    const live = (service.taskSets ?? []).map((set) => (set as Record<string, unknown>)[field]);
    const either = (value: unknown): unknown => withEitherGroup(value, target.group.targetGroups);
    const isLive = (now: unknown): boolean => isSame(either(onlyAsked(now, wanted)), either(wanted), field);
    if ([(service as Record<string, unknown>)[field], ...live].some(isLive)) continue;
    yield toProblem('service-field-fixed', document.locate([field]), {
      message: `"${field}" of service "${name}" differs, but CodeDeploy deploys this service, and UpdateService cannot change it.`,
      fix: 'Set it in the AppSpec if it has a property for it; otherwise remove it.',
    });
  }
}

/** ECS has it for its own rolling deployments alone (docs: API_DeploymentCircuitBreaker), so plan/settings.ts leaves it out. */
function* unusedBreaker({ target, document }: { target: Target; document: ServiceDocument }): Iterable<Problem> {
  const path = ['deploymentConfiguration', 'deploymentCircuitBreaker'];
  const [wanted, live] = [at(document.fields, path), target.service?.deploymentConfiguration?.deploymentCircuitBreaker];
  if (controllerOfTarget(target) !== 'CODE_DEPLOY' || at(wanted, ['enable']) !== true) return;
  if (isSame(wanted, live)) return;
  yield toProblem('circuit-breaker-unused', document.locate(path), {
    message: `The circuit breaker is not set for service "${target.name}": it works only for rolling deployments by ECS, and CodeDeploy deploys this service.`,
    fix: 'Remove "deploymentCircuitBreaker", and set automatic rollbacks in the CodeDeploy deployment group.',
  });
}

/** CodeDeploy moves the service from one target group of its pair to the other: both are what the definition says. */
function withEitherGroup(value: unknown, pair: readonly string[] = []): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) => {
    const arn = isRecord(entry) ? entry['targetGroupArn'] : undefined;
    const isOfPair = typeof arn === 'string' && pair.includes(arn.split('/').at(-2) ?? '');
    return isOfPair && isRecord(entry) ? { ...entry, targetGroupArn: pair } : entry;
  });
}

/** The document may leave the strategy as it is, and then settings of another one would be dropped. */
function* ofLiveStrategy({ document, after }: Pick<LiveContext, 'after'> & { document: ServiceDocument }) {
  const { strategy = 'ROLLING' } = after.deployment;
  if (at(document.fields, ['deploymentConfiguration', 'strategy']) !== undefined) return;
  for (const [member, fits] of OF_STRATEGY) {
    const path = ['deploymentConfiguration', member];
    if (at(document.fields, path) === undefined || strategy === fits) continue;
    yield strategyProblem({ member, fits, strategy }, document.locate(path));
  }
}

const RECREATE = 'Remove it, or create another service with it and delete this one.';

/** What CreateService takes and UpdateService does not (docs: API_UpdateService). */
const FIXED: readonly {
  field: string;
  live: (service: NonNullable<Target['service']>) => unknown;
  fix: string;
}[] = [
  {
    field: 'launchType',
    live: ({ launchType }) => launchType,
    fix: `Remove it. To move the tasks, set "capacityProviderStrategy", which ${phrase('step')} sends with a forced deployment.`,
  },
  { field: 'schedulingStrategy', live: ({ schedulingStrategy = 'REPLICA' }) => schedulingStrategy, fix: RECREATE },
  {
    field: 'deploymentController',
    live: ({ deploymentController = { type: 'ECS' } }) => deploymentController,
    fix: 'Remove it. Changing the controller is a migration of its own: aws ecs update-service --deployment-controller.',
  },
  { field: 'role', live: ({ roleArn }) => roleArn, fix: RECREATE },
];

function isUnchanged(field: string, wanted: unknown, now: unknown): boolean {
  if (field === 'role' && typeof wanted === 'string' && typeof now === 'string') return isSameRole(wanted, now);
  return isSame(wanted, now, field);
}

function at(fields: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), fields);
}

function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return shorten(text(value), 80);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
