import { describe, expect, it } from 'vitest';
import { APPSPEC, deploy, group, type Options } from './play-codedeploy.ts';

describe('mistakes are reported before any write', () => {
  it.for<[string, Options['inputs'], string | undefined, RegExp]>([
    ['no AppSpec', {}, undefined, /AppSpec file "appspec\.yaml" does not exist/],
    ['another AppSpec', { 'codedeploy-appspec': 'x.yaml' }, APPSPEC, /AppSpec file "x\.yaml" does not exist/],
    ['no YAML', {}, 'a: b: c', /title=yaml-syntax,file=appspec\.yaml,line=1,col=5/],
    ['a list', {}, '- a', /contains a list, not an AppSpec.*\(not-an-object\)/],
    ['no resources', {}, 'version: 0.0', /no "Resources".*\(appspec-resource\)/],
    [
      'no service',
      {},
      APPSPEC.replace('ECS::Service', 'Lambda::Function'),
      /title=appspec-resource,.*line=4,col=13.*AWS::ECS::Service/,
    ],
    ['no container', {}, APPSPEC.replace(': web', ': wbe'), /line=8,.*container "wbe".*Did you mean "web"/],
    ['no port', {}, APPSPEC.replace('8080', '80'), /title=appspec-port,.*line=9,.*port 80 of container "web".*8080/],
    ['a placeholder', {}, APPSPEC.replace('8080', '<PORT>'), /title=appspec-field,.*line=9,.*ContainerPort.*"<PORT>"/],
    [
      'no load balancer',
      {},
      APPSPEC.replace('LoadBalancerInfo', 'Load'),
      /no ContainerName and no ContainerPort.*\(appspec-field\)/,
    ],
    [
      'another version',
      {},
      APPSPEC.replace('0.0', '1'),
      /::error title=appspec-version,file=appspec\.yaml,line=1,col=10/,
    ],
    [
      'an unknown hook',
      {},
      APPSPEC.replace('AfterAllowTraffic', 'AfterAllowTrafic'),
      /::error title=appspec-hook,.*line=11,.*Did you mean "AfterAllowTraffic"\?/,
    ],
    [
      'a placeholder without a value',
      {},
      APPSPEC.replace('8080', '${PORT}'),
      /title=unresolved-variable,.*line=9,.*\$\{PORT\}/,
    ],
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

  it("another service's group", async () => {
    const played = await deploy({}, { change: group({ ecsServices: [{ serviceName: 'shop', clusterName: 'prod' }] }) });
    expect(played.log).toContain('is of prod/shop, not of prod/web');
    expect(played.writes).toEqual([]);
  });

  it('placeholders become numbers where CodeDeploy takes one; that of the task definition needs no value', async () => {
    const appSpec = APPSPEC.replace('8080', '"${PORT}"').replace('<TASK_DEFINITION>', '${TASK_DEFINITION}');
    const played = await deploy({ variables: 'PORT=8080\nREGION=us-east-1' }, { files: { 'appspec.yaml': appSpec } });
    const sent = played.writes.find(({ action }) => action === 'CreateDeployment')?.params;
    expect(JSON.stringify(sent)).toMatch(/\\"ContainerPort\\":8080/);
  });
});
