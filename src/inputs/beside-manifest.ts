import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { InputName } from './spec.ts';

/** Inputs of the step that a manifest has in each of its services. */
const ONLY_INSIDE: readonly InputName[] = ['service', 'service-name', 'service-definition', 'codedeploy-appspec'];

/** The other inputs of the step hold for every service of the manifest. */
export function besideManifest(given: readonly InputName[]): Problem[] {
  if (!given.includes('manifest')) return [];
  const preview = given.includes('preview') ? [previewOfSystem()] : [];
  return [...preview, ...inside(given)];
}

/** Nothing may be deployed to the services themselves by a step that was meant for a preview. */
function previewOfSystem(): Problem {
  return toProblem('input-combination', atInput('preview'), {
    message: 'Inputs "manifest" and "preview" are both set, but a preview is one Express service.',
    fix: 'Remove manifest and set service, or remove preview.',
  });
}

function inside(given: readonly InputName[]): Problem[] {
  return ONLY_INSIDE.filter((name) => given.includes(name)).map((name) =>
    toProblem('input-combination', atInput(name), {
      message: `Inputs "manifest" and "${name}" are both set, but a manifest has ${name === 'service-name' || name === 'service' ? 'the names of its services' : `"${name}" below each service`}.`,
      fix: `Remove ${name}, or remove manifest.`,
    }),
  );
}
