import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { readDeploymentGroup } from '../../src/plan/codedeploy-group.ts';
import type { World } from '../../src/world.ts';

/** What CodeDeploy is asked for, for this service and these inputs. */
async function asked(service: { name: string; cluster: string }, given: Partial<Record<InputName, string>> = {}) {
  const requests: unknown[] = [];
  const getDeploymentGroup = (request: unknown) => {
    requests.push(request);
    return Promise.reject(Object.assign(new Error('gone'), { name: 'DeploymentGroupDoesNotExistException' }));
  };
  const world = { aws: { region: 'us-east-1', codeDeploy: () => Promise.resolve({ getDeploymentGroup }) } };
  const { inputs } = parseInputs((name) => given[name] ?? '');
  await readDeploymentGroup(service, { inputs, world: world as unknown as World });
  return requests;
}

const c = (length: number): string => 'c'.repeat(length);
const s = (length: number): string => 's'.repeat(length);

describe("CodeDeploy's default names", () => {
  it.each([
    [54, 3, 46, 3],
    [4, 60, 4, 46],
    [47, 47, 46, 46],
    [46, 46, 46, 46],
    [255, 255, 46, 46],
  ])('cluster of %i characters, service of %i: cut to %i and %i', async (cluster, name, ofCluster, ofName) => {
    expect(await asked({ cluster: c(cluster), name: s(name) })).toEqual([
      {
        applicationName: `AppECS-${c(ofCluster)}-${s(ofName)}`,
        deploymentGroupName: `DgpECS-${c(ofCluster)}-${s(ofName)}`,
      },
    ]);
  });

  it('are not used where the inputs name others, which are not cut', async () => {
    const given = { 'codedeploy-application': s(80), 'codedeploy-deployment-group': c(80) };
    expect(await asked({ cluster: c(60), name: s(60) }, given)).toEqual([
      { applicationName: s(80), deploymentGroupName: c(80) },
    ]);
  });
});
