import { describe, expect, it } from 'vitest';
import { addService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import { play, QUICK_START } from './play.ts';

/** A second service of the same family, whose twin `web` is refused. */
function withApi({ home, faults }: World): void {
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
  addService(home, { ...settings, serviceName: 'api', taskDefinition: 'web:1' });
  const refusal = { name: 'InvalidParameterException', message: 'Refused for the test.', times: 1 };
  faults.fail.set('ecs:UpdateService', refusal);
}

describe('one of several services that is refused', () => {
  it('does not call a revision unused that another service of the step runs, and says so at once', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, service: 'web,api' },
      change: withApi,
    });
    expect(played.outputs['outcome']).toBe('failed');
    const report = JSON.parse(played.report) as { services: { name: string; outcome: string }[] };
    expect(report.services.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(['web failed', 'api succeeded']);
    expect(played.log + played.summary + played.report).not.toContain('unused');
    expect(played.log).not.toMatch(/^::notice .*Refused for the test/m);
    const lines = played.log.split('\n');
    const told = lines.findIndex((line) => line.includes('web') && line.includes('Refused for the test.'));
    const ended = lines.findIndex((line) => /api.*deployment: successful/i.test(line));
    expect(told).toBeGreaterThan(0);
    expect(ended).toBeGreaterThan(told);
  });

  it('calls the revision of a service alone unused', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START, change: withApi });
    expect(played.summary).toContain('web:2 is registered and unused');
    expect(played.log.split('Refused for the test.')).toHaveLength(3);
  });
});
