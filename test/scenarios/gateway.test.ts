import { expect, test } from 'vitest';
import { addGateway } from '../../emulator/gateways.ts';
import type { World } from '../../emulator/world.ts';
import { play, QUICK_START } from './play.ts';

/** `web` takes its traffic through a gateway and has no load balancer of its own. */
function behindGateway({ home }: World): void {
  addGateway(home, { name: 'public', clusters: ['prod'] });
  connect(home);
}

function connect(home: World['home']): void {
  const [service] = home.services;
  if (service === undefined) throw new Error('no service');
  const connected = { loadBalancers: [], gatewayConnectors: [{ portName: 'http' }] };
  service.settings = { ...service.settings, ...connected };
  for (const revision of service.revisions) revision.settings = { ...revision.settings, ...connected };
}

test("a service behind a gateway is verified by the gateway's target group, and shows its URL", async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START, change: behindGateway });
  expect(played.exitCode).toBe(0);
  expect(played.outputs['endpoint']).toMatch(/^https:\/\/web-[\da-f]{16}\.ecs\.us-east-1\.on\.aws$/);
  const targets = JSON.parse(played.outputs['target-health'] ?? '[]') as { targetGroupArn: string; state: string }[];
  expect(targets.filter(({ state }) => state === 'healthy')).toHaveLength(2);
  expect(targets.every(({ targetGroupArn }) => targetGroupArn.includes('ecs-gw-web'))).toBe(true);
});

test('a service whose targets behind the gateway are unhealthy is not green', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, 'wait-for-minutes': '5' },
    change: (world) => {
      behindGateway(world);
      world.behaviours.fallback = { kind: 'unhealthy-target', code: 503 };
    },
  });
  expect(played.exitCode).toBe(1);
  expect(played.log).toMatch(/::error [^\n]*503/);
});

test('a connector without a gateway is not green, because no target was checked', async () => {
  const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START, change: ({ home }) => connect(home) });
  expect(played.exitCode).toBe(1);
  expect(played.outputs['outcome']).toBe('failed');
  expect(played.log).toContain('no target group for port "http"');
});

test('require-healthy-targets: false makes it a warning', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, 'require-healthy-targets': 'false' },
    change: ({ home }) => connect(home),
  });
  expect(played.exitCode).toBe(0);
  expect(played.log).toContain('no target group for port "http"');
});

test("watch shows the gateway's URL too", async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, mode: 'watch', 'task-definition': '', image: '', variables: '' },
    change: behindGateway,
  });
  expect(played.outputs['endpoint']).toMatch(/^https:\/\/web-/);
});
