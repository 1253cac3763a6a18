import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { isSame } from '../aws/same.ts';
import { primaryTaskSet } from '../aws/service.ts';

/** What belongs to a service revision apart from its task definition, and what people call it. */
const KEPT = {
  loadBalancers: 'load balancers',
  networkConfiguration: 'network',
  capacityProviderStrategy: 'capacity providers',
  serviceRegistries: 'service registries',
} as const satisfies Partial<Record<keyof ServiceRevision & keyof Service, string>>;

/** The settings of an earlier service revision that differ now and that a rollback leaves as they are. */
export function keptSettings(revision: ServiceRevision, live: Service): string[] {
  return Object.entries(KEPT).flatMap(([key, name]) => {
    const setting = key as keyof typeof KEPT;
    return isSame(revision[setting], live[setting], setting) ? [] : [name];
  });
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
