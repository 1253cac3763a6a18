import type { Service } from '@aws-sdk/client-ecs';
import { newestConfiguration } from '../../aws/express.ts';
import { isProvenanceKey } from '../../aws/provenance.ts';
import { isSame } from '../../aws/same.ts';
import { primaryTaskSet } from '../../aws/service.ts';
import { withoutOwnGroups } from '../../plan/express-network.ts';
import { liveSettings } from '../../plan/settings.ts';
import type { LiveService } from './read-live.ts';

type Fields = Record<string, unknown>;

/** The live service as a service definition: only what differs from AWS's defaults. */
export function toServiceDefinition(live: LiveService): Fields {
  const { located, isScaled } = live;
  const { name, cluster, kind } = located;
  if (kind === 'express') return toExpress(live);
  const service = kind === 'codedeploy' ? asItsTaskSet(located.service ?? {}) : (located.service ?? {});
  const settings: Fields = { ...liveSettings(service) };
  if (isScaled || service.schedulingStrategy === 'DAEMON') delete settings['desiredCount'];
  const pruned = prune({ ...creationFields(service), ...settings });
  const breaker = kind === 'service' ? breakerOf(service) : {};
  const deploymentConfiguration = { ...(pruned['deploymentConfiguration'] as Fields | undefined), ...breaker };
  return {
    serviceName: name,
    cluster,
    ...pruned,
    ...(Object.keys(deploymentConfiguration).length === 0 ? {} : { deploymentConfiguration }),
  };
}

/** If CodeDeploy deploys, the primary task set shows what the service itself may not, and ECS makes no deployments of its own. */
function asItsTaskSet(service: Service): Service {
  const { launchType, capacityProviderStrategy, networkConfiguration, loadBalancers, serviceRegistries } =
    primaryTaskSet(service) ?? service;
  const { minimumHealthyPercent, maximumPercent } = service.deploymentConfiguration ?? {};
  return {
    ...service,
    launchType,
    capacityProviderStrategy,
    networkConfiguration,
    loadBalancers,
    serviceRegistries,
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
  };
}

/** What only CreateService takes, so that the file can make the service again elsewhere. */
function creationFields({ launchType, schedulingStrategy, deploymentController, tags = [] }: Service): Fields {
  const own = tags.filter(({ key = '' }) => !key.startsWith('aws:') && !isProvenanceKey(key));
  return {
    launchType: launchType === 'EC2' ? undefined : launchType,
    schedulingStrategy,
    deploymentController: deploymentController?.type === 'ECS' ? undefined : deploymentController,
    tags: own,
  };
}

/** Always written for a rolling service: a deploy turns the circuit breaker on where nothing is said about it. */
function breakerOf({ deploymentConfiguration }: Service): Fields {
  const { strategy = 'ROLLING', deploymentCircuitBreaker: live } = deploymentConfiguration ?? {};
  if (strategy !== 'ROLLING' && live === undefined) return {};
  const breaker = { enable: false, rollback: false, ...(prune({ ...live }) as object) };
  return { deploymentCircuitBreaker: breaker };
}

/** The image comes from the workflow, and the tags of an Express service are set when it is created. */
function toExpress({ located, definition }: LiveService): Fields {
  const { name, cluster, express, service, ownSecurityGroups: own = [] } = located;
  const configuration = withoutOwnGroups(newestConfiguration(express?.activeConfigurations), { own, named: [] });
  const { image: _, ...primaryContainer } = configuration?.primaryContainer ?? {};
  const { networkConfiguration, healthCheckPath, scalingTarget } = configuration ?? {};
  const { executionRoleArn, taskRoleArn, cpu, memory, cpuArchitecture } = configuration ?? {};
  return {
    serviceName: name,
    ...(cluster === 'default' ? {} : { cluster }),
    ...prune({
      infrastructureRoleArn: express?.infrastructureRoleArn,
      // A task definition of one's own has these.
      ...(definition === undefined
        ? { executionRoleArn, taskRoleArn, cpu, memory, cpuArchitecture, primaryContainer }
        : {}),
      healthCheckPath,
      networkConfiguration,
      scalingTarget,
      enableExecuteCommand: service?.enableExecuteCommand,
    }),
  };
}

/** AWS requires these in the structures that have them, whatever their value. */
const REQUIRED: readonly string[] = ['enable', 'rollback', 'enabled', 'weight', 'type', 'value', 'targetType'];

/** Without what is absent, empty, or equal to AWS's default. */
function prune(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(
    ([key, value]) => !isEmpty(value) && (REQUIRED.includes(key) || !isSame(undefined, value, key)),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, pruneValue(value)]));
}

function pruneValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruneValue);
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? prune(value as Fields) : value;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && !(value instanceof Date) && Object.keys(value).length === 0;
}
