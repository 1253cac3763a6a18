import { formatMinutes } from '../duration.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { CodeDeployGroup, Problem } from '../model.ts';
import { phrase } from '../phrases.ts';
import { atInput, toProblem } from '../problem.ts';

/** Reported before the write: if the session can expire during the wait, the step loses sight of its deployment. */
export function credentialProblems(
  inputs: Inputs,
  { now, expireAt, groups = [] }: { now: Date; expireAt: Date | undefined; groups?: readonly CodeDeployGroup[] },
): Problem[] {
  if (expireAt === undefined || Number.isNaN(expireAt.getTime()) || !follows(inputs)) return [];
  const minutes = Math.floor((expireAt.getTime() - now.getTime()) / 60_000);
  const ownWaits = groups.map(
    ({ readyWaitMinutes, terminationWaitMinutes }) => readyWaitMinutes + terminationWaitMinutes,
  );
  const wait = inputs['wait-for-minutes'] + Math.max(0, ...ownWaits);
  if (minutes >= wait) return [];
  return [
    toProblem('credentials-expire', atInput('wait-for-minutes'), {
      message: `The AWS session ends in ${formatMinutes(Math.max(minutes, 0))}, but the wait may take ${formatMinutes(wait)}.`,
      fix: `Raise ${phrase('duration-setting')} (and the maximum session duration of the role), or lower wait-for-minutes.`,
    }),
  ];
}

/** The SDK uses the profile, the AWS CLI the keys: if both are set, only one was meant. */
export function sourceProblems(environment: Readonly<Record<string, string | undefined>>): Problem[] {
  const { AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = environment;
  if (!profile || !key || !secret) return [];
  return [
    toProblem(
      'credentials-twice',
      { kind: 'environment', variable: 'AWS_PROFILE' },
      {
        message: `AWS_PROFILE ("${profile}") and AWS_ACCESS_KEY_ID are both set: ${phrase('this-step')} uses the profile, while the AWS CLI would use the keys.`,
        fix: `Unset AWS_PROFILE to use the keys, such as ${phrase('whose-keys')}; or unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to use the profile.`,
      },
    ),
  ];
}

function follows(inputs: Inputs): boolean {
  if (inputs.mode === 'run-task') return inputs['wait-for-task-stopped'];
  if (inputs.mode === 'plan' || inputs.mode === 'register') return false;
  return inputs['wait-for-service-stability'];
}
