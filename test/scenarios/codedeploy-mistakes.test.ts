import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { APPSPEC, deploy, group, type Options } from './play-codedeploy.ts';

describe('mistakes are told before any write', () => {
  it.for<[string, Options['inputs'], string | undefined, RegExp]>([
    ['no AppSpec', {}, undefined, /AppSpec file "appspec\.yaml" does not exist/],
    ['another AppSpec', { 'codedeploy-appspec': 'x.yaml' }, APPSPEC, /AppSpec file "x\.yaml" does not exist/],
    ['no YAML', {}, 'a: b: c', /appspec\.yaml,line=1,col=5.*Not YAML/],
    ['a list', {}, '- a', /The file holds a list, not an AppSpec/],
    ['no resources', {}, 'version: 0.0', /has no list of resources/],
    [
      'no service',
      {},
      APPSPEC.replace('ECS::Service', 'Lambda::Function'),
      /line=4,col=13.*no resource of type AWS::ECS::Service/,
    ],
    ['no container', {}, APPSPEC.replace(': web', ': wbe'), /line=8,.*container "wbe".*Did you mean "web"/],
    ['no port', {}, APPSPEC.replace('8080', '80'), /line=9,.*port 80 of container "web", which maps: 8080/],
    ['a placeholder', {}, APPSPEC.replace('8080', '<PORT>'), /line=9,.*ContainerPort in the AppSpec is "<PORT>"/],
    ['no load balancer', {}, APPSPEC.replace('LoadBalancerInfo', 'Load'), /ContainerName and ContainerPort missing/],
    ['no application', { 'codedeploy-application': 'shop' }, APPSPEC, /CodeDeploy has no application "shop"/],
    [
      'no group',
      { 'codedeploy-deployment-group': 'shop' },
      APPSPEC,
      /"AppECS-prod-web" has no deployment group "shop"/,
    ],
  ])('%s', async ([, inputs, appSpec, said]) => {
    const played = await deploy(inputs, { files: appSpec === undefined ? {} : { 'appspec.yaml': appSpec } });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(said);
    expect(played.writes).toEqual([]);
  });

  it('a group of another service', async () => {
    const played = await deploy({}, { change: group({ ecsServices: [{ serviceName: 'shop', clusterName: 'prod' }] }) });
    expect(played.log).toContain('is of prod/shop, not of prod/web');
    expect(played.writes).toEqual([]);
  });

  it('a hook and a version that nobody knows are warnings', async () => {
    const appSpec = APPSPEC.replace('0.0', '1').replace('AfterAllowTraffic', 'AfterAllowTrafic');
    const played = await deploy({ mode: 'plan' }, { files: { 'appspec.yaml': appSpec } });
    expect(played.outputs['outcome']).toBe('planned');
    expect(played.log).toMatch(/::warning [^\n]*appspec-version/);
    expect(played.log).toContain('Did you mean "AfterAllowTraffic"?');
  });
});

/** AppSpecs that others wrote, kept beside the repository; each with what is said about it against their container and port. */
const CORPUS = resolve(import.meta.dirname, '../../../shared/corpus');

describe('the AppSpecs of the corpus', () => {
  if (!existsSync(CORPUS)) console.log(`skipped: no corpus at ${CORPUS}`);
  const files: [string, { container: string; port: number }, RegExp | undefined][] = [
    ['appspec-101-ecspresso-hooks-comments.yaml', { container: 'SampleApplicationName', port: 80 }, undefined],
    ['appspec-102-task-definition-placeholder.yaml', { container: 'java-web-app', port: 8080 }, undefined],
    ['appspec-103-jitsi-crlf.json', { container: 'jitsi', port: 80 }, /line=10,.*container "ENV-SERVICE"/],
    [
      'appspec-104-dnx-unquoted-port-crlf.json',
      { container: 'app', port: 80 },
      /line=11,.*\$CONTAINER_PORT stands outside/,
    ],
    ['appspec-105-cookiecutter-comments.yaml', { container: 'nginx', port: 80 }, undefined],
    [
      'appspec-106-windows-template.yaml',
      { container: 'iis', port: 80 },
      /line=9,.*ContainerPort in the AppSpec is "<CONT/,
    ],
    ['appspec-107-universe-literal-arn.yaml', { container: 'universe-backend', port: 80 }, undefined],
  ];

  it.for(existsSync(CORPUS) ? files : [])('%s', async ([file, { container, port }, refused]) => {
    const definition = {
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: container, image: 'public.ecr.aws/nginx/nginx:1.27', portMappings: [{ containerPort: port }] },
      ],
    };
    const played = await play({
      scenario: 'codedeploy-healthy',
      inputs: {
        service: 'web',
        cluster: 'prod',
        'task-definition': 'definition.json',
        'codedeploy-appspec': file,
        'wait-for-service-stability': 'false',
      },
      files: {
        'definition.json': JSON.stringify(definition),
        [file]: await readFile(resolve(CORPUS, file)),
      },
    });
    if (refused === undefined) {
      expect(played.outputs['outcome']).toBe('started');
      expect(JSON.stringify(played.writes.at(-1)?.params)).toContain(played.outputs['task-definition-arn']);
    } else {
      expect(played.log).toMatch(refused);
      expect(played.writes).toEqual([]);
    }
  });
});
