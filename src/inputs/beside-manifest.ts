import type { Problem } from '../model.ts';
import { phrase } from '../phrases.ts';
import { atInput, toProblem } from '../problem.ts';
import { placeholdersOf } from '../release.ts';
import type { InputName, Inputs } from './spec.ts';

/** Inputs of the step that a manifest has in each of its services. */
const ONLY_INSIDE: readonly InputName[] = ['service', 'service-name', 'service-definition', 'codedeploy-appspec'];

/** The other inputs of the step hold for every service of the manifest. */
export function besideManifest(given: readonly InputName[], inputs: Inputs): Problem[] {
  if (!given.includes('manifest')) return [];
  const preview = given.includes('preview') ? [previewOfSystem()] : [];
  return [...preview, ...inside(given), ...ofServices(inputs)];
}

/** Nothing may be deployed to the services themselves by a step that was meant for a preview. */
function previewOfSystem(): Problem {
  return toProblem('input-combination', atInput('preview'), {
    message: `${phrase('inputs', 'manifest preview')} are both set, but a preview is one Express service.`,
    fix: 'Remove manifest and set service, or remove preview.',
  });
}

function inside(given: readonly InputName[]): Problem[] {
  return ONLY_INSIDE.filter((name) => given.includes(name)).map((name) =>
    toProblem('input-combination', atInput(name), {
      message: `${phrase('inputs', `manifest ${name}`)} are both set, but a manifest has ${name === 'service-name' || name === 'service' ? 'the names of its services' : `"${name}" below each service`}.`,
      fix: `Remove ${name}, or remove manifest.`,
    }),
  );
}

/** The system as a whole has no listener, no revision and no target group. */
function ofServices({ 'smoke-test': probes = [], 'metric-checks': checks = [] }: Inputs): Problem[] {
  const probe = probes.find((one) => placeholdersOf(one).size > 0);
  const check = checks.find(({ kind }) => kind === 'metric');
  const problems: Problem[] = [];
  if (probe !== undefined) {
    problems.push(
      toProblem('probe-endpoint-unknown', atInput('smoke-test'), {
        message: `The probe ${probe.url} has a placeholder of a service, but beside a manifest smoke-test is about the system as a whole.`,
        fix: 'Write the address, or move the probe below its service in the manifest.',
      }),
    );
  }
  if (check !== undefined) {
    problems.push(
      toProblem('metric-without-load-balancer', atInput('metric-checks'), {
        message: `The check "${check.text}" is about a service, but beside a manifest metric-checks is about the system as a whole.`,
        fix: 'Move it below its service in the manifest, or use an alarm: "alarm NAME".',
      }),
    );
  }
  return problems;
}
