import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { answering, type Answering } from './answering.ts';
import { deploy, group } from './play-codedeploy.ts';

const open: Answering[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const WAITS = group({
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 },
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 0 },
  },
});

/** CodeDeploy answers StopDeployment with Pending, and shows the deployment as it was for some seconds more. */
function stopsLate(world: World): void {
  WAITS(world);
  const run = ({ home, clock }: World): void => {
    const [started] = home.codeDeploy.deployments;
    let shown = started?.status;
    const get = (): typeof shown => shown;
    const set = (status: typeof shown): void => {
      if (status === 'Stopped') clock.at(8_000, () => (shown = status));
      else shown = status;
    };
    Object.defineProperty(started, 'status', { get, set });
  };
  world.faults.afterCall.push({ action: 'codedeploy:CreateDeployment', delaySeconds: 0, run: () => run(world) });
}

describe('a probe that fails before CodeDeploy reroutes the traffic', () => {
  it('is never green, even while CodeDeploy still shows the deployment as ready', async () => {
    const server = await answering((_, response) => response.writeHead(500).end());
    open.push(server);
    const { exitCode, outputs, log, writes } = await deploy(
      { 'on-pause': 'verify', 'smoke-test': JSON.stringify({ url: server.url, attempts: 1 }) },
      { change: stopsLate },
    );
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('rolled-back');
    expect(log).toMatch(/^::error .*answered 500 instead of 200/m);
    expect(writes.filter(({ action }) => action === 'StopDeployment')).toHaveLength(1);
  });
});
