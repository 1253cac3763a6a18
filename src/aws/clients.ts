import { DeployError } from '../errors.ts';
import type { Clock } from '../model.ts';
import type { CloudWatch } from './cloudwatch.ts';
import type { CodeDeploy } from './codedeploy.ts';
import { connect, type Connection, type SignedWith } from './connection.ts';
import type { Ecr } from './ecr.ts';
import { createEcs, type Ecs } from './ecs.ts';
import type { Elbv2 } from './elbv2.ts';
import type { EventBridge } from './event-bridge.ts';
import type { Iam } from './iam.ts';
import type { Logs } from './logs.ts';
import type { ParameterStore } from './parameter-store.ts';
import type { Scaling } from './scaling.ts';
import type { Scheduler } from './scheduler.ts';
import type { SecretsManager } from './secrets-manager.ts';
import { proxyAgents } from './proxy.ts';
import { phrase } from '../phrases.ts';

/** AWS as the steps see it. Clients that a run may not need load when first used. */
export interface Aws {
  region: string;
  ecs: Ecs;
  codeDeploy: () => Promise<CodeDeploy>;
  elbv2: () => Promise<Elbv2>;
  ecr: (region: string) => Promise<Ecr>;
  logs: (region: string) => Promise<Logs>;
  scaling: () => Promise<Scaling>;
  events: () => Promise<EventBridge>;
  scheduler: () => Promise<Scheduler>;
  iam: () => Promise<Iam>;
  secretsManager: (region: string) => Promise<SecretsManager>;
  parameterStore: (region: string) => Promise<ParameterStore>;
  cloudWatch: () => Promise<CloudWatch>;
  /** The same AWS; its calls end when the signal is aborted. */
  until: (signal: AbortSignal) => Aws;
}

export interface AwsOptions {
  region: string | undefined;
  maxRetries: number;
  version: string;
  clock: Clock;
  /** Where a proxy and a profile are configured. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the response is no longer needed. */
  signal: AbortSignal;
  signedWith?: SignedWith | undefined;
}

/**
 * Makes the SDK's clients, with credentials from the SDK's own chain (environment, profile, roles).
 *
 * @throws DeployError `region` when no Region is set, `proxy` when the proxy that is set cannot be used.
 */
export function createAws(options: AwsOptions): Aws {
  const { region } = options;
  if (region === undefined || !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new DeployError(
      'region',
      region === undefined ? 'No AWS Region is set.' : `"${region}" is not an AWS Region.`,
      {
        fix: `Set ${phrase('region-setting')}, the environment variable AWS_REGION, or region in the profile named by AWS_PROFILE.`,
      },
    );
  }
  const agents = proxyAgents(options.environment);
  const profile = options.environment['AWS_PROFILE'];
  const connections = new Map<string, Connection>();
  const connectTo = (service: string, to: string): Connection => {
    const key = `${service} ${to}`;
    const connection = connections.get(key) ?? connect({ ...options, service, region: to, agents, profile });
    connections.set(key, connection);
    return connection;
  };
  const view = (signal: AbortSignal): Aws => {
    const to = (service: string, itsRegion = region): Connection => connectTo(service, itsRegion).until(signal);
    return {
      region,
      ecs: createEcs(to('ecs')),
      codeDeploy: async () => (await import('./codedeploy.ts')).createCodeDeploy(to('codedeploy')),
      elbv2: async () => (await import('./elbv2.ts')).createElbv2(to('elasticloadbalancing')),
      ecr: async (imageRegion) => (await import('./ecr.ts')).createEcr(to('ecr', imageRegion)),
      logs: async (logRegion) => (await import('./logs.ts')).createLogs(to('logs', logRegion)),
      scaling: async () => (await import('./scaling.ts')).createScaling(to('application-autoscaling')),
      events: async () => (await import('./event-bridge.ts')).createEventBridge(to('events')),
      scheduler: async () => (await import('./scheduler.ts')).createScheduler(to('scheduler')),
      iam: async () => (await import('./iam.ts')).createIam(to('iam')),
      secretsManager: async (secretRegion) =>
        (await import('./secrets-manager.ts')).createSecretsManager(to('secretsmanager', secretRegion)),
      parameterStore: async (parameterRegion) =>
        (await import('./parameter-store.ts')).createParameterStore(to('ssm', parameterRegion)),
      cloudWatch: async () => (await import('./cloudwatch.ts')).createCloudWatch(to('cloudwatch')),
      until: (end) => view(AbortSignal.any([signal, end])),
    };
  };
  return view(options.signal);
}
