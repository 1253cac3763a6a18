import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Explanation } from '../../explain/explain.ts';
import { attributeWords, processorWords, quotaWords, sizeWords } from './placement-words.ts';
import { pullWords } from './pull-words.ts';
import { chownedWords, efsWords, fsxWords, s3FilesWords } from './volume-words.ts';

interface Failed {
  /** The container that failed, where it is known. */
  container: string | undefined;
  containers: readonly ContainerDefinition[];
  whole: TaskDefinition;
  /** Where the service runs. */
  region: string;
  /** The task that failed: its size counts where no container has one. */
  task?: Task | undefined;
  message?: string;
}

/** What the task definition says of the thing that failed: a fix can then name it. */
export function definitionWords(
  explanation: Explanation | undefined,
  { container, containers, whole, region, task, message = '' }: Failed,
): string[] {
  const own = container === undefined ? containers : containers.filter(({ name }) => name === container);
  const { key, path } = explanation?.groups ?? {};
  switch (explanation?.id) {
    case 'image-wrong-system':
      return [`asks for ${whole.runtimePlatform?.operatingSystemFamily ?? 'LINUX'}`];
    case 'secret-key-missing':
      return secretWords(key, containers);
    case 'secret-not-found':
      return message.includes(':secret:') ? [] : [...onlySecret(containers), ...secretNames(containers)];
    case 'registry-credentials':
      return containers.flatMap(({ repositoryCredentials: { credentialsParameter } = { credentialsParameter: '' } }) =>
        credentialsParameter === undefined || credentialsParameter === '' ? [] : [`login: ${credentialsParameter}`],
      );
    case 'secret-not-json':
      return keyWords(own);
    case 'registry-auth-failed':
      return addressWords(task);
    case 'secret-unreachable':
    case 'parameter-unreachable':
      return [...regionWords(message, region), ...addressWords(task)];
    case 'container-port-missing':
      return containers.flatMap(portWords);
    case 'container-not-in-definition':
      return [`containers of the revision: ${containers.map(({ name }) => name).join(', ')}`];
    case 'placement-resources':
      return sizeWords(containers, whole);
    case 'placement-attribute':
      return attributeWords(containers, whole);
    case 'executable-missing':
      return own.length === 1 ? own.flatMap((one) => programWords(one, explanation.groups['command'])) : [];
    case 'executable-denied':
      return own.length === 1 ? own.map(({ name, image }) => `failed container: ${name}, image ${image}`) : [];
    case 'exit-code-137':
      return [
        ...(own.length === 1 ? own.flatMap(memoryWords) : []),
        ...taskMemoryWords(own[0], { task, container, whole }),
      ];
    case 'dependency-failed':
      return own.flatMap(({ name, startTimeout }) =>
        startTimeout === undefined ? [] : [`startTimeout of container ${name}: ${startTimeout} s`],
      );
    case 'says-worker-killed':
      return own.length === 1 ? own.flatMap(memoryWords) : [];
    case 'image-disk-full':
      return [...storageWords(whole), ...pullWords(message, { containers, task, whole })];
    case 'port-in-use':
      return containers.flatMap(hostPortWords);
    case 'mount-source':
      return own.flatMap((one) => readOnlyWords(path, withoutMountAt(path, one)));
    case 'limit-refused':
      return own.flatMap(limitWords);
    case 'secrets-or-registry':
      return secretNames(containers);
    case 'exec-format':
      return processorWords(whole, task);
    case 'fargate-task-quota':
    case 'fargate-size-quota':
    case 'runtime-timeout':
      return quotaWords(whole);
    case 'efs-access-point-missing':
    case 'efs-not-allowed':
    case 'efs-mount':
    case 'efs-unresolved':
    case 'efs-directory-missing':
      return [...efsWords(whole), ...s3FilesWords(whole)];
    case 'fsx-mount':
      return fsxWords(whole);
    case 'says-chown-refused':
      return [...chownedWords(message, { containers, whole }), ...efsWords(whole)];
    case 'log-group-missing':
      return own.length === 1 ? own.flatMap((one) => logGroupWords(one, region)) : [];
    case 'out-of-memory':
      return [
        ...(own.length === 1 ? own.flatMap(memoryWords) : []),
        ...taskMemoryWords(own[0], { task, container, whole }),
      ];
    case 'placement-port':
      return containers.flatMap(hostPortWords);
    case 'service-connect-proxy':
      return proxyWords(containers, task);
    case 'says-heap-full':
      return own.flatMap((one) => heapWords(one, task));
    case 'env-file':
      return envFileWords(own);
    case 'secret-key-denied':
      return encryptedWords(message, containers);
    case 'logging-router':
      return containers
        .filter(({ firelensConfiguration }) => firelensConfiguration !== undefined)
        .map(({ name }) => `log router of the task: ${name}`);
    case 'says-router-config':
      return [...(own.length === 1 ? own.flatMap(routerFileWords) : []), ...senderWords(containers)];
    case 'dns-unknown':
      return pullWords(message, { containers, task, whole });
    case 'says-file-denied':
      return efsWords(whole);
    case 'says-read-only':
      return own.length === 1 ? own.flatMap((one) => readOnlyWords(path, one)) : [];
    default:
      return explanation?.id.startsWith('image-') === true
        ? [...pullWords(message, { containers, task, whole }), ...addressWords(task)]
        : [];
  }
}

/** `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME:KEY:STAGE:VERSION` names one key of a secret. */
function secretWords(key: string | undefined, containers: readonly ContainerDefinition[]): string[] {
  if (key === undefined) return [];
  return containers.flatMap(({ name, secrets = [] }) =>
    secrets.flatMap(({ name: variable, valueFrom = '' }) => {
      const parts = valueFrom.split(':');
      return parts[7] === key ? [`secret ${parts[6]} gives ${variable} of container ${name}`] : [];
    }),
  );
}

/** The one secret of Secrets Manager that a task has, where a text names none. */
function onlySecret(containers: readonly ContainerDefinition[]): string[] {
  const all = containers.flatMap(({ name: container, secrets = [] }) =>
    secrets.flatMap(({ name, valueFrom = '' }) =>
      valueFrom.includes(':secretsmanager:')
        ? [{ secret: (valueFrom.split(':')[6] ?? '').replace(/-\w{6}$/u, ''), name, container }]
        : [],
    ),
  );
  const [one] = all;
  return one !== undefined && new Set(all.map(({ secret }) => secret)).size === 1
    ? [`the secret is ${one.secret}: ${one.name} of container ${one.container}`]
    : [];
}

/** The secrets of which a key is asked: one of them is not JSON. */
function keyWords(own: readonly ContainerDefinition[]): string[] {
  const asked = own.flatMap(({ name, secrets = [] }) =>
    secrets.flatMap(({ name: variable, valueFrom = '' }) => {
      const parts = valueFrom.split(':');
      const [arn, key] = [parts.slice(0, 7).join(':'), parts[7]];
      const isKey = valueFrom.includes(':secretsmanager:') && key !== undefined && key !== '';
      return isKey ? [{ arn, words: `key ${key} of secret ${arn} gives ${variable} of container ${name}` }] : [];
    }),
  );
  const secrets = [...new Set(asked.map(({ arn }) => arn))];
  if (secrets.length > 5) return [];
  return secrets.length === 1
    ? asked.slice(0, 1).map(({ words }) => words)
    : secrets.length === 0
      ? []
      : [`keys are asked of secrets ${secrets.join(', ')}`];
}

function logGroupWords({ name, logConfiguration }: ContainerDefinition, own: string): string[] {
  const { 'awslogs-group': group, 'awslogs-region': region } = logConfiguration?.options ?? {};
  return group === undefined || region === undefined
    ? []
    : [
        `container ${name} logs to ${group} in ${region}`,
        ...(region === own ? [] : [`container ${name} logs to ${group} of ${region}, not of ${own}`]),
      ];
}

function memoryWords({ name, memory }: ContainerDefinition): string[] {
  return memory === undefined ? [] : [`container ${name} has ${memory} MiB, twice that is ${2 * memory} MiB`];
}

/** What the proxy of Service Connect needs for itself (docs: DG/service-connect-concepts-deploy). */
const PROXY = { cpu: 256, memory: 64 };

function proxyWords(containers: readonly ContainerDefinition[], task: Task | undefined): string[] {
  const [units, limit] = [Number(task?.cpu), Number(task?.memory)];
  if (!(units > 0 && limit > 0)) return [];
  const cpu = units - containers.reduce((sum, one) => sum + (one.cpu ?? 0), 0);
  const memory = limit - containers.reduce((sum, one) => sum + (one.memoryReservation ?? one.memory ?? 0), 0);
  if (cpu === units && units <= PROXY.cpu)
    return [`all containers share ${units} CPU units and ${limit} MiB; take ${2 * units} and ${2 * limit}`];
  if (cpu >= PROXY.cpu && memory >= PROXY.memory) return [];
  return [
    `the containers leave ${Math.max(0, cpu)} of ${units} CPU units and ${Math.max(0, memory)} of ${limit} MiB; take ${2 * units} and ${2 * limit}`,
  ];
}

/** A heap leaves room for stacks, buffers and the runtime itself. */
function heapWords({ name, memory }: ContainerDefinition, task: Task | undefined): string[] {
  const limit = memory ?? Number(task?.memory);
  return limit > 0 ? [`heap of container ${name}: ${Math.floor(limit * 0.75)} of ${limit} MiB`] : [];
}

/** What Fargate allows of memory, by CPU units (docs: DG/task-cpu-memory-error). */
const MOST_MEMORY: Record<string, number> = { 256: 2048, 512: 4096, 1024: 8192, 2048: 16_384, 4096: 30_720 };

/** The limit of the task counts where the container has none of its own; the proxy of Service Connect is in no definition. */
function taskMemoryWords(
  own: ContainerDefinition | undefined,
  { task, container = '', whole }: Pick<Failed, 'task' | 'whole'> & { container: string | undefined },
): string[] {
  const limit = Number(task?.memory ?? whole.memory);
  const isProxy = container.startsWith('ecs-service-connect-');
  if (!(limit > 0) || (own === undefined ? !isProxy : own.memory !== undefined)) return [];
  const most = task?.launchType === 'FARGATE' ? MOST_MEMORY[task.cpu ?? ''] : undefined;
  const next = 2 * limit;
  return [`task has ${limit} MiB, next is ${next} MiB${most !== undefined && next > most ? ' with more cpu' : ''}`];
}

/** The Region in the host name of a store, where it is not that of the service. */
function regionWords(message: string, home: string): string[] {
  const asked = /https:\/\/(?:ssm|secretsmanager)\.(?<asked>[a-z]{2}(?:-[a-z]{2,9}){1,3}-\d)\./u.exec(message)
    ?.groups?.['asked'];
  return asked === undefined || asked === home ? [] : [`asked in Region ${asked}, the service runs in ${home}`];
}

/** A task in a subnet for IPv6 alone has no IPv4 address. */
function addressWords(task: Task | undefined): string[] {
  const details = (task?.attachments ?? []).flatMap((one) => one.details ?? []);
  const has = (name: string): boolean => details.some((one) => one.name === name);
  return has('ipv6Address') && !has('privateIPv4Address') ? ['addresses: IPv6 only'] : [];
}

/** Who names the program that is not there: the definition, or the image itself. */
function programWords(
  { name, image, entryPoint = [], command = [] }: ContainerDefinition,
  program: string | undefined,
): string[] {
  if (entryPoint.length + command.length === 0)
    return [`container ${name} sets neither entryPoint nor command, image ${image}`];
  const place = entryPoint.length > 0 ? 'entryPoint' : 'command';
  const [first] = place === 'entryPoint' ? entryPoint : command;
  return program === undefined || first !== program
    ? []
    : [`${program} is the ${place} of container ${name}, image ${image}`];
}

function portWords({ name, portMappings = [] }: ContainerDefinition): string[] {
  const ports = portMappings.flatMap(({ containerPort }) => containerPort ?? []);
  return ports.length === 0 ? [] : [`container ${name} maps ${ports.join(', ')}`];
}

/** Fargate gives each task 20 GiB unless its definition says more, up to 200. */
function storageWords({ ephemeralStorage }: TaskDefinition): string[] {
  const size = ephemeralStorage?.sizeInGiB;
  return size === undefined || size >= 200 ? [] : [`storage of the task: ${size} GiB, take ${Math.min(200, 2 * size)}`];
}

function hostPortWords({ name, portMappings = [] }: ContainerDefinition): string[] {
  return portMappings.flatMap(({ hostPort = 0 }) =>
    hostPort === 0 ? [] : [`host port ${hostPort} of container ${name}`],
  );
}

function envFileWords(own: readonly ContainerDefinition[]): string[] {
  const files = own.flatMap(({ environmentFiles = [] }) => environmentFiles.flatMap(({ value }) => value ?? []));
  return files.length === 0 || files.length > 5 ? [] : [`env files: ${[...new Set(files)].join(', ')}`];
}

/** ECS puts the file from S3 at this place in the container of the router (docs: firelens-taskdef). */
const FETCHED = '/fluent-bit/etc/external.conf';

function routerFileWords({ firelensConfiguration }: ContainerDefinition): string[] {
  const { 'config-file-type': type, 'config-file-value': value } = firelensConfiguration?.options ?? {};
  if (value === undefined) return [];
  return [type === 's3' ? `${FETCHED} is ${value}` : `router file: ${value}`];
}

function senderWords(containers: readonly ContainerDefinition[]): string[] {
  const senders = containers.filter(({ logConfiguration }) => logConfiguration?.logDriver === 'awsfirelens');
  return senders.length === 0 ? [] : [`logs through the router: ${senders.map(({ name }) => name).join(', ')}`];
}

/** Where the text names neither secret nor parameter, those of its kind. */
function encryptedWords(message: string, containers: readonly ContainerDefinition[]): string[] {
  const isParameter = /from ssm|parameter/iu.test(message);
  const all = containers.flatMap(({ secrets = [] }) => secrets.flatMap(({ valueFrom }) => valueFrom ?? []));
  const names = all
    .filter(
      (valueFrom) =>
        isParameter !== valueFrom.startsWith('arn:') || valueFrom.includes(isParameter ? ':ssm:' : ':secretsmanager:'),
    )
    .map((valueFrom) =>
      valueFrom
        .replace(/^arn:[\w-]+:ssm:[\w-]*:\d*:parameter/u, '')
        .replace(/^arn:[\w-]+:secretsmanager:[\w-]*:\d*:secret:/u, ''),
    );
  const told = [...new Set(names)];
  return told.length === 0 || told.length > 5 ? [] : [`encrypted: ${told.join(' or ')}`];
}

/** A mount point lies over the root file system, so it is asked first. */
function readOnlyWords(
  path: string | undefined,
  { name, mountPoints = [], readonlyRootFilesystem }: ContainerDefinition,
): string[] {
  if (path === undefined) return [];
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  const mount = mountPoints
    .filter(({ containerPath = '' }) => `${path}/`.startsWith(`${containerPath.replace(/\/+$/u, '')}/`))
    .toSorted((a, b) => (b.containerPath?.length ?? 0) - (a.containerPath?.length ?? 0))[0];
  if (mount?.readOnly === true) return [`mount ${mount.containerPath} of container ${name} is read-only`];
  return mount === undefined && readonlyRootFilesystem === true
    ? [`root of container ${name} is read-only, folder ${folder}`]
    : [];
}

/** What lies below a mount point, not what is mounted there. */
function withoutMountAt(path: string | undefined, container: ContainerDefinition): ContainerDefinition {
  const { mountPoints = [] } = container;
  return { ...container, mountPoints: mountPoints.filter(({ containerPath }) => containerPath !== path) };
}

function limitWords({ name, ulimits = [] }: ContainerDefinition): string[] {
  const limits = ulimits.map((one) => `${one.name} ${one.hardLimit}`);
  return limits.length === 0 ? [] : [`ulimits of container ${name}: ${limits.join(', ')}`];
}

function secretNames(containers: readonly ContainerDefinition[]): string[] {
  const names = containers.flatMap(({ secrets = [] }) => secrets.flatMap(({ valueFrom }) => valueFrom ?? []));
  const told = [
    ...new Set(
      names.map((one) => one.replace(/^arn:[\w-]+:(?:ssm|secretsmanager):[\w-]*:\d*:(?:parameter|secret:)/u, '')),
    ),
  ];
  return told.length === 0 || told.length > 5 ? [] : [`secrets of the task: ${told.join(', ')}`];
}
