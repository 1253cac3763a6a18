import { describe, expect, it } from 'vitest';
import type { LiveDefinition } from '../../src/model.ts';
import { lostOnExpress, planExpressRollback } from '../../src/plan/express-rollback.ts';
import type { Located } from '../../src/plan/locate.ts';

const SERVICE = 'arn:aws:ecs:us-east-1:123456789012:service/prod/shop';
const ROLE = 'arn:aws:iam::123456789012:role/x';

const LIVE: Located = {
  name: 'shop',
  cluster: 'prod',
  kind: 'express',
  service: { serviceArn: SERVICE },
  express: {
    activeConfigurations: [
      {
        cpu: '1024',
        memory: '2048',
        executionRoleArn: ROLE,
        taskRoleArn: ROLE,
        cpuArchitecture: 'X86_64',
        primaryContainer: {
          image: 'shop:2',
          containerPort: 8080,
          awsLogsConfiguration: { logGroup: '/ecs/shop', logStreamPrefix: 'ecs' },
          environment: [{ name: 'NEW', value: '1' }],
          command: [],
        },
      },
    ],
  },
};

function revision(changes: Partial<LiveDefinition['definition']> = {}, image = 'shop:1'): LiveDefinition {
  return {
    arn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/prod-shop:1',
    tags: [],
    definition: {
      family: 'prod-shop',
      cpu: '1024',
      memory: '2048',
      executionRoleArn: ROLE,
      taskRoleArn: ROLE,
      runtimePlatform: { cpuArchitecture: 'X86_64' },
      containerDefinitions: [
        {
          name: 'Main',
          image,
          portMappings: [{ containerPort: 8080, name: 'http' }],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'ecs' },
          },
          secrets: [{ name: 'KEY', valueFrom: 'arn:key' }],
          environment: [],
        },
      ],
      ...changes,
    },
  };
}

describe('planExpressRollback', () => {
  it('sends the whole container of the earlier revision and empties what came later', () => {
    const { call, definitionMode } = planExpressRollback(LIVE, revision(), 'us-east-1');
    expect(definitionMode).toBe('image');
    expect(call).toEqual({
      verb: 'update',
      request: {
        serviceArn: SERVICE,
        primaryContainer: {
          image: 'shop:1',
          containerPort: 8080,
          awsLogsConfiguration: { logGroup: '/ecs/shop', logStreamPrefix: 'ecs' },
          environment: [],
          secrets: [{ name: 'KEY', valueFrom: 'arn:key' }],
        },
      },
    });
  });

  it('sends size, roles and architecture if they were different', () => {
    const other = {
      cpu: '512',
      memory: '1024',
      taskRoleArn: `${ROLE}y`,
      runtimePlatform: { cpuArchitecture: 'ARM64' },
    } as const;
    const { call } = planExpressRollback(LIVE, revision(other), 'us-east-1');
    expect(call.request).toMatchObject({
      cpu: '512',
      memory: '1024',
      taskRoleArn: `${ROLE}y`,
      cpuArchitecture: 'ARM64',
    });
  });

  it('sends nothing if the settings are already live', () => {
    const [main] = revision().definition.containerDefinitions ?? [];
    const same = { ...main, image: 'shop:2', secrets: [], environment: [{ name: 'NEW', value: '1' }] };
    const { call } = planExpressRollback(LIVE, revision({ containerDefinitions: [same] }), 'us-east-1');
    expect(call.request).toEqual({ serviceArn: SERVICE });
  });

  it('leaves a revision of another family to its ARN', () => {
    const { call, definitionMode } = planExpressRollback(LIVE, revision({ family: 'store' }), 'us-east-1');
    expect(definitionMode).toBe('custom');
    expect(call.request).toEqual({ serviceArn: SERVICE });
  });
});

describe('lostOnExpress', () => {
  it('names what no Express setting can restore', () => {
    const [main = {}] = revision().definition.containerDefinitions ?? [];
    const sidecar = { name: 'agent', image: 'agent:1' };
    const withSidecar = revision({ containerDefinitions: [main, sidecar] });
    expect(lostOnExpress(revision(), revision())).toEqual([]);
    expect(lostOnExpress(withSidecar, withSidecar)).toEqual([]);
    expect(
      lostOnExpress(revision({ containerDefinitions: [main, sidecar], taskRoleArn: undefined }), revision()),
    ).toEqual(['container agent', 'the absence of a task role']);
  });
});
