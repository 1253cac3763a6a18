import { describe, expect, it } from 'vitest';
import { fillAppSpec, hooksOf, readAppSpec } from '../../src/render/appspec.ts';
import { parseFile } from '../../src/render/document.ts';

const SPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: "8080" }
`;

const network = (fields: string): string => `NetworkConfiguration: { AwsvpcConfiguration: { ${fields} } }\n`;

async function read(text: string, file = 'appspec.yaml') {
  const { template, problems } = await parseFile({ file, bytes: Buffer.from(text), holds: 'AppSpec' });
  if (template === undefined) throw new Error(JSON.stringify(problems));
  return readAppSpec(template);
}

/** `rule line:column` of every problem. */
async function told(text: string): Promise<string[]> {
  return (await read(text)).problems.map(({ rule, origin }) =>
    origin.kind === 'file' ? `${rule} ${origin.line}:${origin.column}` : rule,
  );
}

describe('readAppSpec', () => {
  it('finds container and port, and their positions', async () => {
    const { appSpec, problems } = await read(SPEC);
    expect(problems).toEqual([]);
    const [service] = appSpec.services;
    expect(service).toMatchObject({
      taskDefinitionKey: 'TaskDefinition',
      container: { name: 'web' },
      port: { number: 8080 },
    });
    expect(appSpec.locate(service?.port?.path ?? [])).toMatchObject({ line: 7, column: 64 });
  });

  it.each([
    ['no resources', 'version: 0.0', ['appspec-resource 1:1']],
    ['resources that are no list', 'version: 0.0\nResources: {}', ['appspec-resource 2:12']],
    ['an empty list', 'version: 0.0\nResources: []', ['appspec-resource 2:12']],
    ['no type', SPEC.replace('Type: AWS::ECS::Service', 'Kind: x'), ['appspec-resource 4:7']],
    ['another type', SPEC.replace('AWS::ECS::Service', 'AWS::ECS::Task'), ['appspec-resource 4:13']],
    ['no properties', SPEC.split('Properties')[0] ?? '', ['appspec-field 4:7']],
    ['no load balancer', SPEC.replace('LoadBalancerInfo', 'Balancer'), ['appspec-field 7:19', 'appspec-field 6:9']],
    ['no port', SPEC.replace('ContainerPort', 'Port'), ['appspec-field 7:55', 'appspec-field 7:27']],
    ['a port that is none', SPEC.replace('"8080"', '$PORT'), ['appspec-field 7:64']],
    ['a name that is none', SPEC.replace(': web', ': [web]'), ['appspec-field 7:44']],
    ['another version', SPEC.replace('0.0', '1'), ['appspec-version 1:10']],
    ['no version', SPEC.replace('version: 0.0\n', ''), ['appspec-version 1:1']],
    ['version 0.0 as text', SPEC.replace('0.0', '"0.0"'), []],
    ['two services', `${SPEC}${SPEC.split('Resources:\n')[1]}`, ['appspec-resource 9:7']],
    ['an unknown section', `${SPEC}Hook: []\n`, ['appspec-field 8:7']],
    ['an unknown property', `${SPEC}        Platform: LATEST\n`, ['appspec-field 8:19']],
    ['a version that became a number', `${SPEC}        PlatformVersion: 1.4\n`, ['appspec-field 8:26']],
    ['a property without a value', `${SPEC}        PlatformVersion:\n`, []],
    [
      'a whole network',
      `${SPEC}        ${network('Subnets: [a, b], SecurityGroups: [c], AssignPublicIp: ENABLED')}`,
      [],
    ],
    ['subnets that are no list', `${SPEC}        ${network('Subnets: a')}`, ['appspec-field 8:65']],
    ['a subnet that is empty', `${SPEC}        ${network("Subnets: ['']")}`, ['appspec-field 8:66']],
    ['another public address', `${SPEC}        ${network('AssignPublicIp: true')}`, ['appspec-field 8:72']],
    [
      'capacity providers',
      `${SPEC}        CapacityProviderStrategy: [{ CapacityProvider: a, Base: 1, Weight: "2" }, { Provider: b, Weight: -1 }]\n`,
      ['appspec-field 8:95', 'appspec-field 8:106'],
    ],
    ['hooks that are no list', `${SPEC}Hooks:\n  AfterInstall: y\n`, ['appspec-hook 9:3']],
    ['a hook twice', `${SPEC}Hooks: [{ AfterInstall: x }, { AfterInstall: y }]\n`, ['appspec-hook 8:46']],
    ['a hook without a function', `${SPEC}Hooks: [{ AfterInstall: "" }]\n`, ['appspec-hook 8:25']],
    ['an unknown hook', `${SPEC}Hooks:\n  - Before: x\n  - afterinstall: y\n`, ['appspec-hook 9:13']],
  ])('%s', async (_, text, expected) => expect(await told(text)).toEqual(expected));
});

describe('hooksOf', () => {
  it('names the function of each hook', async () => {
    const { appSpec } = await read(
      `${SPEC}hooks:\n  - BeforeInstall: check\n  - AfterAllowTestTraffic: arn:aws:lambda:x\n`,
    );
    expect(hooksOf(appSpec)).toEqual({ BeforeInstall: 'check', AfterAllowTestTraffic: 'arn:aws:lambda:x' });
    expect(hooksOf((await read(SPEC)).appSpec)).toEqual({});
  });
});

describe('fillAppSpec', () => {
  it('puts the revision into every service and leaves everything else as it is', async () => {
    const { appSpec } = await read(
      JSON.stringify({
        Version: 0,
        RESOURCES: [
          { a: { TYPE: 'AWS::ECS::Service', PROPERTIES: { TASKDEFINITION: null, PlatformVersion: null } } },
          {
            b: { Type: 'AWS::ECS::Service', Properties: {} },
            c: { Type: 'AWS::S3::Bucket', Properties: { TaskDefinition: 'kept' } },
          },
        ],
        Hooks: [],
      }),
      'appspec.json',
    );
    expect(JSON.parse(fillAppSpec(appSpec, 'arn:1'))).toEqual({
      Version: 0,
      RESOURCES: [
        { a: { TYPE: 'AWS::ECS::Service', PROPERTIES: { TASKDEFINITION: 'arn:1', PlatformVersion: null } } },
        {
          b: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: 'arn:1' } },
          c: { Type: 'AWS::S3::Bucket', Properties: { TaskDefinition: 'kept' } },
        },
      ],
      Hooks: [],
    });
  });

  it('can be filled again: the file that was read is unchanged', async () => {
    const { appSpec } = await read(SPEC);
    expect(fillAppSpec(appSpec, 'arn:1')).toContain('"arn:1"');
    expect(fillAppSpec(appSpec, 'arn:2')).not.toContain('arn:1');
    expect(JSON.stringify(appSpec.value)).toContain('<TASK_DEFINITION>');
  });
});
