import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createWorldOf, startForCli } from './aws-cli.ts';

/** A deploy script as its author published it, with the task definition and settings shown beside it. */
const SEED = readFileSync(resolve(import.meta.dirname, '../../../shared/seeds/003_74759fb99e343fce.txt'), 'utf8');
const SCRIPT = between('deploy script#\n', 'Run locally or from Jenkins:');
const DEFINITION = between('keeps image as a placeholder:\n', 'deploy script#');
const TIMEOUT = { timeout: 300_000 };

test('the published deploy script deploys on the emulator', TIMEOUT, async () => {
  const { world, deploy } = await startOrderApi();
  const { code, stdout, stderr } = await deploy('v2');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('Deployment completed: 111122223333.dkr.ecr.ap-east-1.amazonaws.com/order-api:v2');
  expect(world.home.services[0]?.deployments[0]?.rolloutState).toBe('COMPLETED');
});

/** The service that the script's own metadata.env and task definition describe. */
async function startOrderApi() {
  const [account, region, cluster] = ['111122223333', 'ap-east-1', 'prod-apps'];
  const { world, targetGroup } = createWorldOf({ account, region, cluster, definition: DEFINITION });
  const { directory, run } = await startForCli(world);
  const metadata = {
    AWS_REGION: region,
    AWS_ACCOUNT_ID: account,
    ECR_REPOSITORY: 'order-api',
    ECS_CLUSTER: cluster,
    ECS_SERVICE: 'order-api',
    CONTAINER_NAME: 'order-api',
    TARGET_GROUP_ARN: targetGroup,
  };
  const lines = Object.entries(metadata).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(directory, 'metadata.env'), lines.join(''));
  writeFileSync(join(directory, 'task-definition.json'), DEFINITION);
  writeFileSync(join(directory, 'deploy.sh'), SCRIPT);
  const deploy = (tag: string) => run('bash', join(directory, 'deploy.sh'), directory, tag);
  return { world, deploy };
}

function between(start: string, end: string): string {
  const from = SEED.indexOf(start) + start.length;
  return SEED.slice(from, SEED.indexOf(end, from));
}
