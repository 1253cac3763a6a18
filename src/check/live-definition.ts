import { lastPart } from '../aws/arn.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import type { Problem } from '../model.ts';
import { launchTypeOf } from './afterwards.ts';
import { toProblem } from '../problem.ts';
import type { LiveContext } from './live-context.ts';
import { isRegistered } from './registered.ts';

/** A service keeps its network configuration permanently: it works only with `awsvpc`, and `awsvpc` needs one (docs: API_UpdateService). */
export function* networkModeRules(context: LiveContext): Iterable<Problem> {
  const { target, definition, locate, after, isRollback } = context;
  if (definition === undefined || target.kind === 'express' || launchTypeOf(after) === 'FARGATE') return;
  if (target.kind === 'service' && target.creates !== undefined) return;
  const mode = definition.networkMode ?? 'bridge';
  if ((mode === 'awsvpc') === (after.network !== undefined)) return;
  const live = target.live?.definition.networkMode ?? (after.network === undefined ? 'bridge' : 'awsvpc');
  const network =
    after.network === undefined
      ? `has no network configuration, which mode awsvpc needs`
      : `has a network configuration (${(after.network.subnets ?? []).join(', ')}), which only mode awsvpc can use`;
  const set =
    mode === 'awsvpc' ? `Set "networkMode": "${live}", as in the live revision.` : `Set "networkMode": "awsvpc".`;
  yield toProblem('service-network-mode', locate(['networkMode']), {
    message: `The task definition has network mode ${mode}, but service "${target.name}" ${network}.`,
    fix: isRollback === true ? `Set rollback-to to a revision with network mode ${live}.` : set,
  });
}

/** Nothing forbids another family, but the usual reason is a typo, which starts a family of its own. */
export function* familyRules({ target, definition, locate, isRollback }: LiveContext): Iterable<Problem> {
  const live = liveTaskDefinition(target.service);
  const family = definition?.family;
  if (live === undefined || family === undefined || target.kind === 'express' || isRollback === true) return;
  const origin = locate(['family']);
  const runs = lastPart(live).replace(/:\d+$/, '');
  if (family === runs || isRegistered(origin)) return;
  yield toProblem('other-family', origin, {
    message: `The task definition has the family "${family}", but service "${target.name}" runs the family "${runs}".`,
    fix: `If that is not what you want, write "family": "${runs}".`,
  });
}

/** The ECS Exec agent uses the task role, so ECS rejects a revision without one (docs: ecs-exec). */
export function* taskRoleRules(context: LiveContext): Iterable<Problem> {
  const { target, definition, locate, after, given, originOf, isRollback, updateCommand } = context;
  if (!after.execs || hasTaskRole(context)) return;
  const asked = given.includes('enable-execute-command');
  const isOn = asked ? 'ECS Exec is turned on' : `ECS Exec is on for service "${target.name}"`;
  const what = definition === undefined ? 'the Express service' : 'the task definition';
  const off =
    target.kind === 'codedeploy'
      ? `turn it off first: ${updateCommand} --disable-execute-command`
      : 'set enable-execute-command to false';
  yield toProblem('exec-task-role', asked ? originOf('enable-execute-command') : locate(['taskRoleArn']), {
    message: `${isOn}, which needs a task role, but ${what} has none.`,
    fix:
      isRollback === true
        ? `Turn ECS Exec off first: ${updateCommand} --disable-execute-command`
        : `Set task-role-arn to a role that allows the ssmmessages actions, or ${off}.`,
  });
}

function hasTaskRole({ target, definition }: LiveContext): boolean {
  if (definition !== undefined) return isGiven(definition.taskRoleArn);
  if (target.kind !== 'express') return true;
  return isGiven(target.call.request.taskRoleArn ?? target.live?.definition.taskRoleArn);
}

function isGiven(role: string | undefined): boolean {
  return role !== undefined && role !== '';
}
