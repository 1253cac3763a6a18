import { expect, test } from 'vitest';
import { endpointOf, gatewayTargetGroups, portsWithoutTargets } from '../../src/aws/gateways.ts';

const balancer = (name: string) => ({ targetGroupArn: `arn:${name}-1`, alternateTargetGroupArn: `arn:${name}-2` });
const REVISION = {
  gatewayConnectors: [{ portName: 'http' }],
  ecsManagedResources: {
    gatewayConnections: [
      {
        portName: 'http',
        accessType: 'PRIVATE' as const,
        serviceUrl: 'https://inner.example',
        resources: { hostSharedAlb: [balancer('inner')] },
      },
      {
        portName: 'http',
        accessType: 'PUBLIC' as const,
        serviceUrl: 'https://outer.example',
        resources: { hostSharedAlb: [{ targetGroupArn: 'arn:outer' }] },
      },
    ],
  },
};

test('the target groups of each connection, both of them if a deployment may swap them', () => {
  expect(gatewayTargetGroups(REVISION)).toEqual([['arn:inner-1', 'arn:inner-2'], ['arn:outer']]);
  expect(gatewayTargetGroups(undefined)).toEqual([]);
});

test('the public URL before a private one', () => {
  expect(endpointOf(REVISION)).toBe('https://outer.example');
  expect(endpointOf({})).toBeUndefined();
});

test('a port without a target group is named', () => {
  expect(portsWithoutTargets(REVISION)).toEqual([]);
  expect(portsWithoutTargets({ gatewayConnectors: [{ portName: 'http' }] })).toEqual(['http']);
  const unknownKind = { $unknown: ['pathSharedAlb', {}] as [string, unknown] };
  const connections = [{ portName: 'http', resources: unknownKind }];
  expect(portsWithoutTargets({ ...REVISION, ecsManagedResources: { gatewayConnections: connections } })).toEqual([
    'http',
  ]);
});
