import { describe, expect, it } from 'vitest';
import { deleteService } from '../../emulator/services.ts';
import { play } from './play.ts';

const DELETE = { mode: 'delete', service: 'web', cluster: 'prod', confirm: 'web' } as const;

const rulesOf = ({ report }: { report: string }): string[] =>
  (JSON.parse(report) as { problems: { rule: string; severity: string }[] }).problems
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);

describe('mode delete', () => {
  it('deletes a classic service with its tasks, and follows it until it is gone', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: DELETE });
    expect(played.outputs).toMatchObject({ outcome: 'deleted', changes: 'true' });
    expect(played.writes).toEqual([
      { action: 'DeleteService', params: { cluster: 'prod', service: 'web', force: true } },
    ]);
    expect(played.emulator.world.home.services[0]?.status).toBe('INACTIVE');
    expect(played.log).toMatch(/deleting: 2 tasks are stopping/);
    expect(played.summary).toContain('web was deleted');
  });

  it('deletes an Express service with what belongs to it', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { mode: 'delete', service: 'shop', confirm: 'shop' },
    });
    expect(played.outputs['outcome']).toBe('deleted');
    expect(played.writes.map(({ action }) => action)).toEqual(['DeleteExpressGatewayService']);
  });

  it('does not wait if asked so', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...DELETE, 'wait-for-service-stability': 'false' },
    });
    expect(played.outputs['outcome']).toBe('started');
  });

  it('gives up after the wait, and says what goes on', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...DELETE, 'wait-for-minutes': '1' },
      begin: ({ home }) => {
        for (const group of home.targetGroups) group.deregistrationDelaySeconds = 300;
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.summary).toMatch(/still being deleted after 1 min/);
  });

  it.each([
    ['is not confirmed', { ...DELETE, confirm: '' }, 'not-confirmed'],
    ['is confirmed as another', { ...DELETE, confirm: 'wbe' }, 'not-confirmed'],
    ['does not exist', { ...DELETE, service: 'wbe', confirm: 'wbe' }, 'service-missing'],
    ['has no name', { ...DELETE, service: '' }, 'no-service'],
  ])('refuses a service that %s', async (_, inputs, rule) => {
    const played = await play({ scenario: 'classic-healthy', inputs });
    expect(played.exitCode).toBe(1);
    expect(rulesOf(played)).toEqual([rule]);
    expect(played.writes).toEqual([]);
  });

  it.each([
    ['of a manifest', { manifest: 'services:\n  web: {cluster: prod}\n' }],
    ['of a folder', { directory: 'folder' }],
    [
      'with the ARN of another cluster',
      { service: 'web', cluster: 'prod', confirm: 'arn:aws:ecs:us-east-1:123456789012:service/test/web' },
    ],
  ])('refuses a service %s that is not confirmed', async (_, inputs) => {
    const files = { 'folder/metadata.env': 'ECS_CLUSTER=prod\nECS_SERVICE=web\n' };
    const played = await play({ scenario: 'classic-healthy', files, inputs: { mode: 'delete', ...inputs } });
    expect(rulesOf(played)).toEqual(['not-confirmed']);
    expect(played.writes).toEqual([]);
    const confirmed = await play({
      scenario: 'classic-healthy',
      files,
      inputs: { mode: 'delete', ...inputs, confirm: 'web' },
    });
    expect(confirmed.outputs['outcome']).toBe('deleted');
  });

  it('refuses a service of a CloudFormation stack', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: DELETE,
      change: ({ home }) => home.services[0]?.tags.push({ key: 'aws:cloudformation:stack-name', value: 'shop' }),
    });
    expect(rulesOf(played)).toEqual(['deletes-stack-service']);
    expect(played.writes).toEqual([]);
  });

  it('believes no read that is older than the deletion', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: DELETE,
      change: ({ faults }) => void (faults.staleSeconds.describeServices = 20),
    });
    expect(played.outputs['outcome']).toBe('deleted');
  });

  it('follows a deletion that someone else has asked for', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: DELETE,
      begin: ({ home }) => void deleteService(home, { cluster: 'prod', service: 'web', force: true }),
    });
    expect(played.outputs['outcome']).toBe('deleted');
  });

  it('says what it may not do', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: DELETE,
      change: ({ faults }) => void faults.deny.add('ecs:DeleteService'),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('ecs:DeleteService');
    expect(played.emulator.world.home.services[0]?.status).toBe('ACTIVE');
  });

  it('looks up a call whose answer was lost, and does not delete twice in vain', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: DELETE,
      change: ({ faults }) => void faults.dropResponse.set('ecs:DeleteService', 1),
    });
    expect(played.outputs['outcome']).toBe('deleted');
    expect(played.writes).toHaveLength(1);
  });
});
