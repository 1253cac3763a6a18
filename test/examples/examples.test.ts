import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/model.ts';
import { playInTurn, type Played } from '../scenarios/play.ts';
import { EXAMPLES, FILES, FOLDERS, inputsOf, NEXT_SHA } from './index.ts';
import { SENT } from './sent.ts';
import { buildForArm, prepare } from './surroundings.ts';

/** What the second run does again, because that is the example. */
const EVERY_TIME: Record<string, string[]> = {
  migration: ['RunTask'],
};

const play = async (name: string, steps: Parameters<typeof playInTurn>[1]): Promise<Played[]> => {
  const change: Parameters<typeof playInTurn>[0]['change'] = (world) => {
    prepare(world);
    if (name === 'arm64') buildForArm(world);
  };
  return await playInTurn({ scenario: 'classic-healthy', files: FILES, change }, steps);
};

/** What a reader of the run would see as a complaint; that an image has a tag is no more than advice. */
const complaints = ({ report }: Played): string[] =>
  (JSON.parse(report) as { problems: Problem[] }).problems
    .filter(({ rule }) => rule !== 'image-without-digest')
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

const actions = ({ writes }: Played): string[] => writes.map(({ action }) => action);

it('the index has every folder, and the system has tests of its own', () => {
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(FOLDERS.toSorted());
  expect([...Object.keys(SENT), 'system'].toSorted()).toEqual(FOLDERS.toSorted());
});

describe.each(Object.entries(SENT))('%s', (name, sent) => {
  it('is checked, planned, deployed, and not deployed again, without a complaint', async () => {
    const inputs = inputsOf(name);
    const { 'on-pause': _, ...planInputs } = inputs;
    const played = await play(name, [
      { ...inputs, mode: 'check' },
      { ...planInputs, mode: 'plan' },
      { ...inputs, checks: 'strict' },
      inputs,
    ]);
    const [checked, planned, deployed, again] = played;
    if (!checked || !planned || !deployed || !again) throw new Error('a step is missing');
    expect(played.flatMap(complaints)).toEqual([]);
    expect(played.map(({ log }) => log.match(/^::(error|warning).*/m)?.[0])).toEqual(played.map(() => undefined));
    expect([checked, planned].map(({ outputs }) => outputs['outcome'])).toEqual(['checked', 'planned']);
    expect(checked.calls).toEqual([]);
    expect(planned.writes).toEqual([]);
    const succeeds = inputs.mode === 'register' ? 'registered' : 'succeeded';
    expect(deployed.outputs['outcome'], deployed.log).toBe(succeeds);
    expect(deployed.writes).toMatchObject(sent.map(([action, params]) => ({ action, params })));
    expect(again.outputs['outcome']).toBe('unchanged');
    expect(actions(again)).toEqual(EVERY_TIME[name] ?? []);
  });
});

it('blue-green: the next deployment pauses after the test traffic, and goes on when it is continued', async () => {
  const target = { service: 'checkout', cluster: 'prod' };
  const [, paused, continued] = await play('blue-green', [
    inputsOf('blue-green'),
    inputsOf('blue-green', NEXT_SHA),
    { ...target, mode: 'continue' },
  ]);
  expect(paused?.outputs['outcome'], paused?.log).toBe('started');
  expect(paused?.log).toMatch(/paused at post test traffic shift/);
  expect(continued?.writes).toMatchObject([{ action: 'ContinueServiceDeployment', params: { action: 'CONTINUE' } }]);
  expect(continued?.outputs['outcome'], continued?.log).toBe('succeeded');
});

it('arm64: an image for x86 is no deployment', async () => {
  const [planned] = await playInTurn({ scenario: 'classic-healthy', files: FILES, change: prepare }, [
    { ...inputsOf('arm64'), checks: 'strict' },
  ]);
  expect(planned?.outputs['outcome']).toBe('failed');
  expect(planned?.writes).toEqual([]);
  expect(planned && complaints(planned).join()).toContain('image-architecture');
});

it('migration: one that fails leaves the service as it is', async () => {
  const [failed] = await playInTurn(
    {
      scenario: 'classic-healthy',
      files: FILES,
      change: (world) => {
        prepare(world);
        world.behaviours.oneOff.set('web', { kind: 'exits', exitCode: 1, logLines: ['column exists'] });
      },
    },
    [inputsOf('migration')],
  );
  expect(failed?.outputs['outcome']).toBe('failed');
  expect(failed && actions(failed)).toEqual(['RegisterTaskDefinition', 'RunTask']);
});
