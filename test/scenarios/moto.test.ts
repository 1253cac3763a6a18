import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import {
  ECSClient,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { EXAMPLE, QUICK_START } from './play.ts';
import { runAction } from './run-action.ts';

/** A stand-in for AWS that others wrote. It never moves a deployment on, and has no service deployments. */
const installed = spawnSync('moto_server', ['--help']).status === 0;
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };

it('deploys to moto_server', { timeout: 60_000 }, async () => {
  if (!installed) {
    console.log('skipped: moto_server is not installed');
    return;
  }
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}`;
    await answering(url);
    const ecs = new ECSClient({ endpoint: url, region: 'us-east-1', credentials: CREDENTIALS });
    await ecs.send(new CreateClusterCommand({ clusterName: 'prod' }));
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128 }],
      }),
    );
    await ecs.send(
      new CreateServiceCommand({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web:1', desiredCount: 1 }),
    );

    const inputs = { ...QUICK_START, image: 'web:2', 'wait-for-service-stability': 'false' };
    const run = await runAction({
      url,
      inputs,
      files: { 'task-definition.json': EXAMPLE },
      environment: { NODE_OPTIONS: '' },
    });

    expect(run.log).not.toContain('::error');
    expect(run.outputs).toMatchObject({ outcome: 'started', 'task-definition-arn': expect.stringMatching(/web:2$/) });
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }));
    expect(services?.[0]?.taskDefinition).toBe(run.outputs['task-definition-arn']);
  } finally {
    server.kill();
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('moto_server did not start');
}
