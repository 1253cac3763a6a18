import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { primaryTaskSet } from '../aws/service.ts';

/** What belongs to a service revision beside its task definition, and how people call it. */
const KEPT = {
  loadBalancers: 'load balancers',
  networkConfiguration: 'network',
  capacityProviderStrategy: 'capacity providers',
  serviceRegistries: 'service registries',
} as const satisfies Partial<Record<keyof ServiceRevision & keyof Service, string>>;

/** The settings of an earlier service revision that a rollback leaves as they are now, though they were others then. */
export function keptSettings(revision: ServiceRevision, live: Service): string[] {
  return Object.entries(KEPT).flatMap(([key, name]) => {
    const setting = key as keyof typeof KEPT;
    return toText(revision[setting]) === toText(live[setting]) ? [] : [name];
  });
}

/** Empty means left out, and the order of a list says nothing. */
function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).toSorted().join();
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => [key, toText(item)] as const);
  const told = entries.filter(([key, text]) => text !== '' && !(key === 'assignPublicIp' && text === '"DISABLED"'));
  return told
    .map(([key, text]) => `${key}=${text}`)
    .toSorted()
    .join(';');
}

/** An AppSpec that deploys a revision where the service is now; only its hooks cannot be known. */
export function appSpecOf(service: Service): Record<string, unknown> {
  const live = primaryTaskSet(service) ?? service;
  const [balancer] = live.loadBalancers ?? [];
  const { awsvpcConfiguration: network } = live.networkConfiguration ?? {};
  const strategy = live.capacityProviderStrategy ?? [];
  return {
    version: '0.0',
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: '',
            LoadBalancerInfo: { ContainerName: balancer?.containerName, ContainerPort: balancer?.containerPort },
            ...(live.platformVersion === undefined ? {} : { PlatformVersion: live.platformVersion }),
            ...(network === undefined
              ? {}
              : {
                  NetworkConfiguration: {
                    AwsvpcConfiguration: {
                      Subnets: network.subnets,
                      SecurityGroups: network.securityGroups,
                      AssignPublicIp: network.assignPublicIp,
                    },
                  },
                }),
            ...(strategy.length === 0
              ? {}
              : {
                  CapacityProviderStrategy: strategy.map(({ capacityProvider, base, weight }) => ({
                    CapacityProvider: capacityProvider,
                    Base: base,
                    Weight: weight,
                  })),
                }),
          },
        },
      },
    ],
  };
}
