import type { Service, Tag, TaskVolumeConfiguration } from '@aws-sdk/client-ecs';
import { primaryDeployment } from '../aws/service.ts';
import { isFargate, toItems } from '../aws/capacity.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Origin, Problem, TaskDefinition, TaskTarget } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { Located } from './locate.ts';
import { planTaskNetwork } from './task-network.ts';

export interface TaskQuestion {
  inputs: Inputs;
  definition: TaskDefinition;
  /** The service that supplies what the inputs leave out. */
  lender: Located | undefined;
  cluster: string;
  region: string;
}

/** ECS takes this many characters of overrides, their JSON included (docs: API_RunTask). */
const OVERRIDE_CHARACTERS = 8192;

/** The RunTask request: the inputs, and the service for whatever they leave out. */
export function planTask(question: TaskQuestion): { target: TaskTarget; problems: Problem[] } {
  const { inputs, definition, lender, cluster, region } = question;
  const network = planTaskNetwork(question);
  const capacity = planCapacity(question);
  const tags = planTags(question);
  const volumes = planVolumes(question);
  const overrides = inputs['run-task-container-overrides'] ?? [];
  const request: TaskTarget['request'] = {
    ...network.request,
    ...capacity.request,
    ...tags.request,
    ...volumes.request,
    ...(overrides.length === 0 ? {} : { overrides: { containerOverrides: overrides as [] } }),
    startedBy: inputs['run-task-started-by'],
  };
  const what = [network, capacity, tags, volumes].flatMap(({ inherited }) => inherited);
  const inherited = lender === undefined || what.length === 0 ? undefined : { service: lender.name, what };
  return {
    target: { cluster, region, request, inherited },
    problems: [
      ...network.problems,
      ...volumes.problems,
      ...unknownContainers(overrides, definition),
      ...tooLong(overrides),
    ],
  };
}

/** Where a field of the request was written, for the checks against the API's own schema. */
export function locateInRequest(path: readonly (string | number)[]): Origin {
  const inputs: Record<string, InputName> = {
    overrides: 'run-task-container-overrides',
    capacityProviderStrategy: 'run-task-capacity-provider-strategy',
    volumeConfigurations: 'run-task-managed-ebs-volume',
    tags: 'run-task-tags',
    networkConfiguration: 'run-task-subnets',
    securityGroups: 'run-task-security-groups',
  };
  const known = path.map((key) => inputs[key]).findLast((name) => name !== undefined);
  return { kind: 'input', input: known ?? 'run-task' };
}

interface Part {
  request: Partial<TaskTarget['request']>;
  inherited: string[];
}

/** A launch type or capacity providers, never both (docs: API_RunTask). */
function planCapacity({ inputs, definition, lender }: TaskQuestion): Part {
  const given = (inputs['run-task-capacity-provider-strategy'] ?? []) as Service['capacityProviderStrategy'] & object;
  const strategy = lender?.service?.capacityProviderStrategy ?? [];
  const livesOn = lender?.service?.launchType;
  if (given.length > 0) return withPlatform({ capacityProviderStrategy: given }, [], { inputs, lender });
  const launchType = inputs['run-task-launch-type'];
  if (launchType !== undefined) return withPlatform({ launchType }, [], { inputs, lender });
  if (strategy.length > 0)
    return withPlatform({ capacityProviderStrategy: strategy }, ['capacity providers'], { inputs, lender });
  if (livesOn !== undefined) return withPlatform({ launchType: livesOn }, ['launch type'], { inputs, lender });
  const fits = definition.requiresCompatibilities ?? [];
  const others = fits.length === 0 ? (['EC2'] as const) : fits.filter((one) => one !== 'MANAGED_INSTANCES');
  const [usual] = allowsFargate(definition) ? (['FARGATE'] as const) : others;
  return withPlatform(usual === undefined ? {} : { launchType: usual }, [], { inputs, lender });
}

/** A definition that names no compatibility runs on Fargate if it has what Fargate requires. */
function allowsFargate({ requiresCompatibilities: fits = [], networkMode, cpu, memory }: TaskDefinition): boolean {
  if (fits.length > 0) return fits.includes('FARGATE');
  return networkMode === 'awsvpc' && cpu !== undefined && memory !== undefined;
}

/** Only Fargate has platform versions; LATEST is AWS's default. */
function withPlatform(
  capacity: Pick<TaskTarget['request'], 'launchType' | 'capacityProviderStrategy'>,
  inherited: string[],
  { inputs, lender }: Pick<TaskQuestion, 'inputs' | 'lender'>,
): Part {
  const providers = toItems(capacity.capacityProviderStrategy).map(({ capacityProvider = '' }) => capacityProvider);
  const fargate = capacity.launchType === 'FARGATE' || providers.some(isFargate);
  const asked = inputs['platform-version'];
  const platformVersion = asked ?? lender?.service?.platformVersion;
  if (!fargate || platformVersion === undefined || platformVersion === 'LATEST')
    return { request: capacity, inherited };
  return {
    request: { ...capacity, platformVersion },
    inherited: asked === undefined ? [...inherited, 'platform version'] : inherited,
  };
}

/** RunTask rejects `propagateTags: SERVICE`, so the service's tags are sent as the task's own. */
function planTags({ inputs, lender }: TaskQuestion): Part {
  const given = inputs['run-task-tags']?.map(([key, value]) => ({ key, value }));
  const managed = inputs['enable-ecs-managed-tags'] ?? (lender?.service?.enableECSManagedTags === true || undefined);
  const propagate = inputs['propagate-tags'] ?? lender?.service?.propagateTags;
  const ofService = propagate === 'SERVICE' ? (lender?.service?.tags ?? []).filter(isOwn) : [];
  const tags = given ?? ofService;
  const inherits =
    (given === undefined && ofService.length > 0) ||
    (inputs['enable-ecs-managed-tags'] === undefined && managed === true) ||
    (inputs['propagate-tags'] === undefined && propagate === 'TASK_DEFINITION');
  return {
    request: {
      ...(managed === undefined ? {} : { enableECSManagedTags: managed }),
      ...(propagate === 'TASK_DEFINITION' ? { propagateTags: propagate } : {}),
      ...(tags.length === 0 ? {} : { tags }),
    },
    inherited: inherits ? ['tags'] : [],
  };
}

function isOwn({ key }: Tag): boolean {
  return key?.startsWith('aws:') !== true;
}

/** A volume that is configured at launch has to be configured in RunTask. */
function planVolumes({ inputs, definition, lender }: TaskQuestion): Part & { problems: Problem[] } {
  const known = (definition.volumes ?? []).flatMap(({ name, configuredAtLaunch }) =>
    configuredAtLaunch === true && name !== undefined ? [name] : [],
  );
  const name = inputs['run-task-managed-ebs-volume-name'];
  const managedEBSVolume = inputs['run-task-managed-ebs-volume'] as TaskVolumeConfiguration['managedEBSVolume'];
  if (name !== undefined && managedEBSVolume !== undefined) {
    return {
      request: { volumeConfigurations: [{ name, managedEBSVolume }] },
      inherited: [],
      problems: known.includes(name) ? [] : [unknownVolume(name, known)],
    };
  }
  const primary = primaryDeployment(lender?.service);
  const lent = (primary?.volumeConfigurations ?? []).filter((volume) => known.includes(volume.name ?? ''));
  if (lent.length === 0) return { request: {}, inherited: [], problems: [] };
  return { request: { volumeConfigurations: lent }, inherited: ['volumes'], problems: [] };
}

function unknownVolume(name: string, known: string[]): Problem {
  return toProblem('run-task-volume', atInput('run-task-managed-ebs-volume-name'), {
    message: `The task definition has no volume "${name}" with "configuredAtLaunch": true.`,
    fix: known.length === 0 ? 'Add the volume to the task definition.' : `Use one of: ${known.join(', ')}.`,
  });
}

function unknownContainers(overrides: readonly unknown[], { containerDefinitions = [] }: TaskDefinition): Problem[] {
  const known = containerDefinitions.flatMap(({ name }) => name ?? []);
  return overrides.flatMap((override, index): Problem[] => {
    const name = typeof override === 'object' && override !== null && 'name' in override ? override.name : undefined;
    if (typeof name === 'string' && known.includes(name)) return [];
    const message =
      name === undefined
        ? `Override ${index + 1} does not name its container.`
        : `Override ${index + 1} is for container ${JSON.stringify(name)}, which the task definition does not have.`;
    return [
      toProblem('run-task-container', atInput('run-task-container-overrides'), {
        message,
        fix: `Use "name" with one of: ${known.join(', ')}.`,
      }),
    ];
  });
}

function tooLong(overrides: readonly unknown[]): Problem[] {
  const { length } = JSON.stringify({ containerOverrides: overrides });
  if (length <= OVERRIDE_CHARACTERS) return [];
  return [
    toProblem('run-task-overrides-too-large', atInput('run-task-container-overrides'), {
      message: `The overrides are ${length} characters of JSON; the limit of ECS is ${OVERRIDE_CHARACTERS}.`,
      fix: 'Move long values into the task definition or the image.',
    }),
  ];
}
