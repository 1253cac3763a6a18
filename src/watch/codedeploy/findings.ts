import { lifecyclePhaseOf, toConstant } from '../../aws/codedeploy-status.ts';
import { explain } from '../../explain/explain.ts';
import { tierOf, type Finding } from '../diagnose/finding.ts';
import { diagnosis } from './events.ts';
import type { CodeDeployObservation } from './observation.ts';
import { endReason } from './verdict.ts';

/** What CodeDeploy itself says, once: the lifecycle event that failed, and the error of the deployment. */
export function codeDeployFindings(
  seen: CodeDeployObservation | undefined,
  hooksOfAppSpec: Readonly<Record<string, string>> = {},
): Finding[] {
  if (seen === undefined) return [];
  const reason = endReason(seen.deployment);
  const failed = (seen.target?.lifecycleEvents ?? []).filter((event) => lifecyclePhaseOf(event) === 'failed');
  const hooks = failed.flatMap((event) => {
    const { lifecycleEventName: name = 'unknown' } = event;
    const isHook = /^(?:Before|After)/.test(name);
    const what = isHook
      ? `The hook ${name} of the CodeDeploy deployment failed`
      : `The step ${name} of the CodeDeploy deployment failed`;
    const own = diagnosis(event);
    const isMute = own === '' || own === 'UnknownError';
    const why = isMute ? (isHook ? whyHookFailed(reason) : '') : own;
    const log = event.diagnostics?.logTail?.split('\n').filter((line) => line.trim() !== '') ?? [];
    const facts = functionFact(name, hooksOfAppSpec[name]);
    return [
      finding(why === '' ? what : `${what}: ${why}`, { key: `lifecycle ${toConstant(name)}`, log, isHook, facts }),
    ];
  });
  if (reason === undefined) return hooks;
  const { id = reason } = explain(reason) ?? {};
  const isTold =
    hooks.some(({ message }) => message.endsWith(reason)) || (id.startsWith('codedeploy-hook-') && hooks.length > 0);
  return isTold ? hooks : [...hooks, finding(reason, { key: id, log: [], isHook: false, facts: [] })];
}

/** CodeDeploy may say nothing of the event, or "UnknownError"; then the deployment says why, unless it only says that a hook failed. */
function whyHookFailed(reason = ''): string {
  return explain(reason)?.id === 'codedeploy-hook-failed' ? '' : reason;
}

/** A failed hook is the cause; a failed step or a timeout mostly has its cause in the tasks. */
function finding(
  message: string,
  { key, log, isHook, facts }: { key: string; log: string[]; isHook: boolean; facts: string[] },
): Finding {
  const explanation = explain(message);
  const tier = isHook ? 'deployment' : tierOf(explanation, 'event');
  return { tier, key, message, count: 1, unit: 'event', explanation, facts, log };
}

/** An AppSpec names a function by its name or its ARN, with a version or an alias behind it. */
function functionFact(hook: string, written: string | undefined): string[] {
  const name =
    written === undefined
      ? undefined
      : /^(?:arn:[^\s]{1,200}:function:)?(?<name>[\w-]{1,140})/u.exec(written)?.groups?.['name'];
  return name === undefined ? [] : [`Hook ${hook}: Lambda function ${name}, its log group: /aws/lambda/${name}`];
}
