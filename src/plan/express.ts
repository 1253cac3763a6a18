import type {
  CreateExpressGatewayServiceRequest,
  ExpressGatewayContainer,
  ExpressGatewayServiceConfiguration,
  Tag,
  UpdateExpressGatewayServiceRequest,
} from '@aws-sdk/client-ecs';
import { newestConfiguration } from '../aws/express.ts';
import { replaceTag } from '../aws/image.ts';
import { isProvenanceKey, PREVIEW_TAG, previewOf } from '../aws/provenance.ts';
import { isSame } from '../aws/same.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { ExpressTarget, Origin, Problem, ServiceDocument, SettingChange } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { notPreview } from './deletion.ts';
import { countProblems } from './express-count.ts';
import { withoutOwnGroups } from './express-network.ts';
import type { Located } from './locate.ts';
import { planUnmanagedSettings, settingChanges, tagChanges, tagsByKey } from './settings.ts';
import { phrase } from '../phrases.ts';

/** What the create and update calls of Express have in common. */
export type Configuration = Omit<UpdateExpressGatewayServiceRequest, 'serviceArn'>;

/**
 * The Express call to make. In custom mode `taskDefinitionArn` is filled in after registering; AWS then rejects the fields that the
 * task definition holds (docs: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateExpressGatewayService.html).
 */
export function planExpress(
  located: Located,
  options: { inputs: Inputs; definitionMode: 'image' | 'custom'; region: string },
): { target: ExpressTarget; problems: Problem[] } {
  const { inputs, definitionMode } = options;
  const live = withoutOwnGroups(newestConfiguration(located.express?.activeConfigurations), {
    own: located.ownSecurityGroups ?? [],
    named: inputs['security-groups'] ?? [],
  });
  const wanted = definitionMode === 'image' ? imageConfiguration(inputs, live) : customConfiguration(inputs, live);
  const { settings, changes: unmanaged } = planUnmanagedSettings(inputs, located.service);
  const serviceArn = located.service?.serviceArn;
  const changed = serviceArn === undefined ? wanted : onlyChanged(wanted, live);
  const tags = planTags(located, inputs);
  const tagged = definitionMode === 'image' ? retagged(inputs, live?.primaryContainer) : undefined;
  const target: ExpressTarget = {
    kind: 'express',
    ...(tagged === undefined ? {} : { tagged: { digest: tagged.digest } }),
    definitionMode,
    name: located.name,
    cluster: located.cluster,
    region: options.region,
    settings,
    tags: tags.target,
    changes: [...configurationChanges(changed, live), ...unmanaged, ...tags.changes],
    call:
      serviceArn === undefined
        ? { verb: 'create', request: createRequest(located, inputs, wanted) }
        : { verb: 'update', request: { serviceArn, ...changed } },
    service: located.service,
    express: located.express,
  };
  const { preview } = inputs;
  const isOther = preview !== undefined && located.service !== undefined && previewOf(located.service) !== preview;
  return {
    target,
    problems: [
      ...expressProblems(target, inputs),
      ...countProblems(inputs, live),
      ...(isOther ? [notPreview(located.name, preview)] : []),
    ],
  };
}

function createRequest(located: Located, inputs: Inputs, wanted: Configuration): CreateExpressGatewayServiceRequest {
  return {
    serviceName: located.name,
    infrastructureRoleArn: inputs['infrastructure-role-arn'],
    ...(located.cluster === 'default' ? {} : { cluster: located.cluster }),
    ...wanted,
    ...createTags(inputs),
  };
}

/** A preview is told by its tag from a service that happens to have such a name. */
function createTags(inputs: Inputs): Pick<CreateExpressGatewayServiceRequest, 'tags'> {
  const { preview } = inputs;
  const tags = [...toTags(inputs), ...(preview === undefined ? [] : [{ key: PREVIEW_TAG, value: preview }])];
  return tags.length === 0 ? {} : { tags };
}

function toTags(inputs: Inputs): Tag[] {
  return (inputs.tags ?? []).map(([key, value]) => ({ key, value }));
}

function customConfiguration(inputs: Inputs, live: ExpressGatewayServiceConfiguration | undefined): Configuration {
  const scaling = defined({
    minTaskCount: inputs['min-task-count'],
    maxTaskCount: inputs['max-task-count'],
    autoScalingMetric: inputs['auto-scaling-metric'],
    autoScalingTargetValue: inputs['auto-scaling-target-value'],
  });
  const network = defined({ subnets: list(inputs.subnets), securityGroups: list(inputs['security-groups']) });
  return defined({
    healthCheckPath: inputs['health-check-path'],
    networkConfiguration: isEmpty(network) ? undefined : { ...live?.networkConfiguration, ...network },
    scalingTarget: isEmpty(scaling) ? undefined : { ...live?.scalingTarget, ...scaling },
  });
}

function imageConfiguration(inputs: Inputs, live: ExpressGatewayServiceConfiguration | undefined): Configuration {
  return {
    ...defined({
      executionRoleArn: inputs['execution-role-arn'],
      taskRoleArn: inputs['task-role-arn'],
      cpu: inputs.cpu,
      memory: inputs.memory,
      cpuArchitecture: inputs['cpu-architecture'],
      primaryContainer: primaryContainer(inputs, live?.primaryContainer),
    }),
    ...customConfiguration(inputs, live),
  };
}

/** The API requires a prefix with the group; this is Express's own default. */
const LOGS = { logStreamPrefix: 'ecs' };

/** The live container with what the inputs change; sent whole, because AWS does not promise to keep parts that are left out. */
function primaryContainer(
  inputs: Inputs,
  live: ExpressGatewayContainer | undefined,
): ExpressGatewayContainer | undefined {
  const logs = defined({ logGroup: inputs['log-group'], logStreamPrefix: inputs['log-stream-prefix'] });
  const changes = defined({
    image: inputs.image ?? retagged(inputs, live)?.image,
    containerPort: inputs['container-port'],
    awsLogsConfiguration: isEmpty(logs)
      ? undefined
      : ({ ...LOGS, ...live?.awsLogsConfiguration, ...logs } as ExpressGatewayContainer['awsLogsConfiguration']),
    repositoryCredentials:
      inputs['repository-credentials'] === undefined
        ? undefined
        : { credentialsParameter: inputs['repository-credentials'] },
    command: list(inputs.command),
    environment: inputs['environment-variables']?.map(([name, value]) => ({ name, value })),
    secrets: inputs.secrets?.map(([name, valueFrom]) => ({ name, valueFrom })),
  });
  if (isEmpty(changes)) return undefined;
  return { image: live?.image, ...live, ...changes };
}

/** The live image with the tag of the input `image-tag`. */
function retagged(
  { image, 'image-tag': tag }: Inputs,
  live: ExpressGatewayContainer | undefined,
): ReturnType<typeof replaceTag> | undefined {
  return image !== undefined || tag === undefined || live?.image === undefined
    ? undefined
    : replaceTag(live.image, tag);
}

/** What was requested and is not live yet. */
export function onlyChanged(
  wanted: Configuration,
  live: ExpressGatewayServiceConfiguration | undefined,
): Configuration {
  const entries = Object.entries(wanted).filter(
    ([key, value]) => !isSame(live?.[key as keyof Configuration], value, key),
  );
  return Object.fromEntries(entries);
}

function configurationChanges(
  changed: Configuration,
  live: ExpressGatewayServiceConfiguration | undefined,
): SettingChange[] {
  return Object.entries(changed).flatMap(([key, value]) =>
    settingChanges(key, live?.[key as keyof Configuration], value),
  );
}

/** Where a field of the request was written, for the checks against the API's own schema. */
export function locateInExpress(document: ServiceDocument | undefined): (path: readonly (string | number)[]) => Origin {
  return (path) => {
    const isDocumented = document !== undefined && String(path[0]) in document.fields;
    return isDocumented ? document.locate(path) : locateInput(path);
  };
}

function locateInput(path: readonly (string | number)[]): Origin {
  const inputs: Record<string, InputName> = {
    executionRoleArn: 'execution-role-arn',
    taskRoleArn: 'task-role-arn',
    infrastructureRoleArn: 'infrastructure-role-arn',
    repositoryCredentials: 'repository-credentials',
    logGroup: 'log-group',
    logStreamPrefix: 'log-stream-prefix',
    environment: 'environment-variables',
    secrets: 'secrets',
    command: 'command',
    tags: 'tags',
    networkConfiguration: 'subnets',
    securityGroups: 'security-groups',
  };
  const known = path.map((key) => inputs[key]).findLast((name) => name !== undefined);
  return { kind: 'input', input: known ?? 'service' };
}

function expressProblems(target: ExpressTarget, inputs: Inputs): Problem[] {
  if (target.call.verb === 'update') return [...unusedTags(target, inputs), ...removedTags(target, inputs)];
  const required: InputName[] = ['infrastructure-role-arn'];
  if (target.definitionMode === 'image') required.push('image', 'execution-role-arn');
  const problems = required
    .filter((name) => inputs[name] === undefined)
    .map((name): Problem =>
      toProblem('express-required', atInput(name), {
        message: `Express service "${target.name}" does not exist yet, but creating it requires "${name}".`,
        fix: `Set "${name}", or name a service that exists.`,
      }),
    );
  if (inputs['health-check-path'] === undefined) {
    problems.push(
      toProblem('express-health-check-path', atInput('health-check-path'), {
        message: `Express service "${target.name}" is created without ${phrase('input-name', 'health-check-path')}, and AWS documents two defaults for it (/ and /ping).`,
        fix: 'Set health-check-path.',
      }),
    );
  }
  return problems;
}

/** The Express calls take tags on creation only; in custom mode they belong to the task definition. */
function unusedTags({ name, definitionMode }: ExpressTarget, inputs: Inputs): Problem[] {
  if (inputs.tags === undefined || definitionMode === 'custom' || inputs['mutate-tags-on-update']) return [];
  return [
    toProblem('input-unused', atInput('tags'), {
      message: `${phrase('input', 'tags')} is ignored: Express service "${name}" already exists, and its tags are not changed.`,
      fix: `Set ${phrase('setting', 'mutate-tags-on-update: true')} to make its tags equal to these, or remove tags.`,
    }),
  ];
}

/** AWS's own tags can be neither set nor removed, and provenance tags are set after a success. */
function planTags(
  { service, express }: Located,
  inputs: Inputs,
): { target?: ExpressTarget['tags']; changes: SettingChange[] } {
  if (service === undefined || !inputs['mutate-tags-on-update']) return { changes: [] };
  const wanted = toTags(inputs);
  const given = new Set(wanted.map(({ key }) => key));
  const live = (express?.tags ?? service.tags ?? []).filter(
    ({ key }) => !key?.startsWith('aws:') && (!isProvenanceKey(key) || given.has(key)),
  );
  const [before, after] = [tagsByKey(live), tagsByKey(wanted)];
  const changes = tagChanges(before, after);
  if (changes.length === 0) return { changes };
  const removed = [...before.keys()].filter((key) => !after.has(key));
  const added = wanted.filter(({ key = '', value }) => before.get(key) !== value);
  return { target: { removed, added }, changes };
}

/** Tags left out by mistake would be lost, and cost reports and permissions may depend on them. */
function removedTags({ name, tags }: ExpressTarget, inputs: Inputs): Problem[] {
  if (tags === undefined || (inputs.tags ?? []).length > 0) return [];
  return [
    toProblem('express-tags-removed', atInput('mutate-tags-on-update'), {
      message: `${phrase('input', 'mutate-tags-on-update')} is set without ${phrase('input-name', 'tags')}: the update removes every tag of Express service "${name}" (${tags.removed.join(', ')}).`,
      fix: 'List the tags to keep in tags, or remove mutate-tags-on-update.',
    }),
  ];
}

function list(values: readonly string[] | undefined): string[] | undefined {
  return values === undefined ? undefined : [...values];
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops undefined fields: the SDK would not send them, but a comparison would see them. */
export function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
