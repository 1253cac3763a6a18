import type { ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import { newestConfiguration } from '../aws/express.ts';
import type { ExpressTarget, LiveDefinition, TaskDefinition } from '../model.ts';
import { defined, onlyChanged, type Configuration } from './express.ts';
import type { Located } from './locate.ts';

/**
 * The rollback to an earlier revision. Express does not say whether it created a task definition itself, so the family decides
 * (`<cluster>-<service>`): such a revision is restored through its settings, one of the owner's through its ARN. The diff of the definitions shows both.
 */
export function planExpressRollback(located: Located, to: LiveDefinition, region: string): ExpressTarget {
  const { name, cluster, service, express } = located;
  const live = newestConfiguration(express?.activeConfigurations);
  const isOwn = to.definition.family === `${cluster}-${name}`;
  const changed = isOwn ? onlyChanged(containerSettings(to.definition, live), live) : {};
  return {
    kind: 'express',
    definitionMode: isOwn ? 'image' : 'custom',
    name,
    cluster,
    region,
    settings: {},
    changes: [],
    call: { verb: 'update', request: { serviceArn: service?.serviceArn, ...changed } },
    ...(service === undefined ? {} : { service }),
    ...(express === undefined ? {} : { express }),
  };
}

/** What the settings of an Express service cannot restore of an earlier revision. Live sidecars stay. */
export function lostOnExpress({ definition }: LiveDefinition, live: LiveDefinition | undefined): string[] {
  const now = live?.definition;
  const kept = new Set(now?.containerDefinitions?.map(({ name }) => name));
  const sidecars = (definition.containerDefinitions ?? []).flatMap(({ name }) =>
    name === undefined || name === 'Main' || kept.has(name) ? [] : [name],
  );
  const role = definition.taskRoleArn === undefined && now?.taskRoleArn !== undefined;
  return [...sidecars.map((name) => `container ${name}`), ...(role ? ['the absence of a task role'] : [])];
}

/** The settings from which Express registered this definition, read back from it; live ones it did not have are emptied. */
function containerSettings(
  definition: TaskDefinition,
  live: ExpressGatewayServiceConfiguration | undefined,
): Configuration {
  const { command, environment, secrets } = live?.primaryContainer ?? {};
  const main = definition.containerDefinitions?.find(({ name }) => name === 'Main');
  const logs = main?.logConfiguration?.options ?? {};
  const { 'awslogs-group': logGroup, 'awslogs-stream-prefix': logStreamPrefix } = logs;
  return defined({
    executionRoleArn: definition.executionRoleArn,
    taskRoleArn: definition.taskRoleArn,
    cpu: definition.cpu,
    memory: definition.memory,
    cpuArchitecture: definition.runtimePlatform?.cpuArchitecture,
    primaryContainer: {
      image: main?.image,
      ...defined({
        containerPort: main?.portMappings?.[0]?.containerPort,
        awsLogsConfiguration:
          logGroup === undefined || logStreamPrefix === undefined ? undefined : { logGroup, logStreamPrefix },
        repositoryCredentials: main?.repositoryCredentials,
        command: filled(main?.command) ?? emptied(command),
        environment: filled(main?.environment) ?? emptied(environment),
        secrets: filled(main?.secrets) ?? emptied(secrets),
      }),
    },
  });
}

function emptied<T>(live: T[] | undefined): T[] | undefined {
  return filled(live) === undefined ? undefined : [];
}

/** AWS returns an empty list for what was left out. */
function filled<T>(items: T[] | undefined): T[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items;
}
