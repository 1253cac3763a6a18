import type { ServiceRevision } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { toEvents } from '../../src/watch/events.ts';
import { isProvisioning, managedResources } from '../../src/aws/resources.ts';

const REVISION: ServiceRevision = {
  ecsManagedResources: {
    ingressPaths: [
      {
        accessType: 'PUBLIC',
        endpoint: 'shop.example',
        loadBalancer: { arn: 'arn:lb', status: 'PROVISIONING', updatedAt: new Date(0), scheme: 'internet-facing' },
        targetGroups: [
          {
            arn: 'arn:tg',
            status: 'ACTIVE',
            updatedAt: new Date(0),
            healthCheckPath: '/',
            healthCheckPort: 80,
            port: 80,
          },
        ],
      },
    ],
    logGroups: [
      { arn: 'arn:log', status: 'FAILED', statusReason: 'no permission', updatedAt: new Date(0), logGroupName: 'x' },
    ],
  },
};

it('names what ECS creates in words', () => {
  expect(managedResources(REVISION)).toEqual([
    { resource: 'load balancer', status: 'PROVISIONING', reason: undefined },
    { resource: 'target group', status: 'ACTIVE', reason: undefined },
    { resource: 'log group', status: 'FAILED', reason: 'no permission' },
  ]);
  expect(isProvisioning(REVISION)).toBe(true);
  expect(isProvisioning({})).toBe(false);
});

it('reports what is created or fails, not what was there all along', () => {
  const at = new Date(0);
  const seen = { at, revisions: [], hooks: [], resources: managedResources(REVISION) };
  const first = toEvents(undefined, seen, new Set());
  expect(first.map((event) => 'resource' in event && event.resource)).toEqual(['load balancer', 'log group']);
  expect(toEvents(seen, seen, new Set())).toEqual([]);
});
