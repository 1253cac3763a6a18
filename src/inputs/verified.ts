import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { InputName, Inputs } from './spec.ts';
import { phrase } from '../phrases.ts';

const CHECKS = ['smoke-test', 'metric-checks'] as const satisfies readonly InputName[];

/** A verification that would never take place must not look like one that passed. */
export function verifiedProblems(inputs: Inputs, given: readonly InputName[]): Problem[] {
  const checks = CHECKS.filter((name) => given.includes(name));
  const [first] = checks;
  const problems: Problem[] = [];
  if (first !== undefined && inputs.mode === 'deploy' && !inputs['wait-for-service-stability']) {
    problems.push(
      toProblem('input-combination', atInput(first), {
        message: `${phrase('input', first)} is set, but with ${phrase('setting', 'wait-for-service-stability: false')} ${phrase('step')} ends before there is anything to verify.`,
        fix: `Remove ${phrase('setting', 'wait-for-service-stability: false')}, or remove ${first}.`,
      }),
    );
  }
  if (inputs['on-pause'] !== 'verify') return problems;
  if (first === undefined) {
    problems.push(
      toProblem('input-combination', atInput('on-pause'), {
        message: `${phrase('input', 'on-pause')} is "verify", but there is nothing to verify: ${phrase('input-name', 'smoke-test')} and ${phrase('input-name', 'metric-checks')} are empty.`,
        fix: `Set smoke-test or metric-checks, or use ${phrase('setting', 'on-pause: wait')}.`,
      }),
    );
  }
  if (!['deploy', 'plan', 'check'].includes(inputs.mode)) {
    problems.push(
      toProblem('input-combination', atInput('on-pause'), {
        message: `${phrase('input', 'on-pause')} is "verify", which mode "${inputs.mode}" cannot do: a step continues only a deployment that it started itself.`,
        fix: `Use ${phrase('setting', 'on-pause: wait')} or return.`,
      }),
    );
  }
  return problems;
}
