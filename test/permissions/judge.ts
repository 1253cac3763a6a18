import { expect } from 'vitest';
import { PERMISSIONS, type Use } from '../../src/aws/permissions.ts';
import type { Played } from '../scenarios/play.ts';
import { actionsOf, isNeeded, less, playUnder, policies, usesOf, type Used } from './use.ts';

/** Each use and action that was tried. */
export type Tried = Set<string>;

/** What a mode is asked for besides; the first mode stands for those that go with it. */
const BESIDES: readonly Use[] = [
  'keep-revisions',
  'provenance-tags',
  'schedules',
  'suspend-auto-scaling',
  'protect-images',
  'smoke-test',
  'metric-checks',
  'create',
];

/** Plays a use with exactly its policy, then without each action that matters to it, and judges all by the table. */
export async function judge(used: Used, tried: Tried): Promise<void> {
  const policy = policies(used);
  const full = await playUnder(policy, used);
  expect(full.emulator.world.denied).toEqual([]);
  expect(full.outputs['outcome']).toBe(used.outcome);
  for (const text of [full.log, full.summary]) expect(text).not.toMatch(/permission|not authorized/i);
  if (used.once) return;
  const wrong: string[] = [];
  for (const action of new Set(policy.flatMap(actionsOf))) {
    if (!mayMatter(action, full) || pairs(used, action).every((pair) => tried.has(pair))) continue;
    const played = await playUnder(less(policy, action), used);
    if (played.emulator.world.denied.length === 0) continue;
    for (const pair of pairs(used, action)) tried.add(pair);
    const faults = isNeeded(used, action)
      ? judgeNeeded(action, full, played)
      : judgeOptional(action, { used, full, played });
    wrong.push(...faults.map((fault) => `without ${action}: ${fault}`));
  }
  expect(wrong).toEqual([]);
}

function pairs(used: Used, action: string): string[] {
  const listed = PERMISSIONS.filter((one) => one.action === action).flatMap(({ uses }) => uses);
  const uses = usesOf(used).filter((use) => listed.includes(use));
  const [mode] = uses.filter((use) => !BESIDES.includes(use));
  return uses.filter((use) => use === mode || BESIDES.includes(use)).map((use) => `${use} ${action}`);
}

/** Called, or asked by AWS on the way: a role that is passed, a tag that is set, what CreateDeployment needs besides. */
function mayMatter(action: string, { calls }: Played): boolean {
  const [, name = ''] = action.split(':');
  return calls.includes(name) || /:(PassRole|TagResource|GetDeploymentConfig|\w+ApplicationRevision)$/.test(action);
}

/** One error, with the statement to paste, and no warning more. */
function judgeNeeded(action: string, full: Played, played: Played): string[] {
  const errors = annotations(played, 'error');
  const more = annotations(played, 'warning').length - annotations(full, 'warning').length;
  return [
    ...(played.outputs['outcome'] === 'failed' ? [] : [`ends as ${played.outputs['outcome']}, though it is needed`]),
    ...(errors.length === 1 ? [] : [`${errors.length} errors`]),
    ...(errors.some((error) => grants(error, action)) ? [] : [`no statement in ${errors.join('\n')}`]),
    ...(more <= 0 ? [] : [`${more} warnings beside the error`]),
  ];
}

/** The same end, and one warning in all: none where nothing is lost, or where the summary lists what was not checked. */
function judgeOptional(action: string, { used, full, played }: { used: Used; full: Played; played: Played }): string[] {
  const { preflight, explains } = PERMISSIONS.find((one) => one.action === action) ?? {};
  const outcome = used.endsWithout?.[action] ?? used.outcome;
  const isNoLoss = explains === true && played.exitCode === 0 && !(hasTask(used) && action === 'logs:GetLogEvents');
  const wanted = preflight === true || isNoLoss ? 0 : 1;
  const warnings = annotations(played, 'warning');
  const missing = warnings.filter((warning) => warning.startsWith('::warning title=Missing permissions::'));
  const known = annotations(full, 'warning').length;
  // To return to a revision that nothing proves is a danger of its own (contract: where a rollback goes).
  const others = warnings.filter((warning) => !warning.startsWith('::warning title=rollback-unproven::'));
  return [
    ...(played.outputs['outcome'] === outcome ? [] : [`ends as ${played.outputs['outcome']}, not as ${outcome}`]),
    ...(missing.length === wanted ? [] : [`${missing.length} warnings about permissions, not ${wanted}`]),
    ...(missing.every((warning) => grants(warning, action)) ? [] : [`no statement in ${missing.join('\n')}`]),
    ...(others.length === known + wanted ? [] : [`${others.length} warnings: ${others.join('\n')}`]),
    ...(annotations(played, 'error').length === annotations(full, 'error').length ? [] : ['another number of errors']),
    ...(preflight !== true || played.summary.includes(action)
      ? []
      : ['the summary does not say that it was not checked']),
  ];
}

function hasTask({ needs }: Used): boolean {
  return needs?.includes('run-task') === true;
}

function annotations({ log }: Played, kind: 'error' | 'warning'): string[] {
  return log.split('\n').filter((line) => line.startsWith(`::${kind} `));
}

function grants(annotation: string, action: string): boolean {
  const statement = /\{"Effect":"Allow","Action":(\[[^\]]*\]|"[^"]*")/.exec(annotation)?.[1] ?? '';
  return statement.includes(`"${action}"`);
}
