import type { StepInputs } from '../inputs/layers.ts';
import { wantedServices } from '../plan/wanted.ts';
import { toProblem } from '../problem.ts';
import type { Asked } from './asked.ts';
import type { Workspace } from './read-document.ts';

/** With the parts that the inputs `manifest` and `directory` name, if one is set. Few steps have them. */
export async function withParts(asked: Asked, step: StepInputs, world: Workspace): Promise<Asked> {
  const { manifest, directory } = asked.inputs;
  if (manifest === undefined && directory === undefined) return asked;
  return await (await import('./manifest.ts')).readParts(asked, step, world);
}

/** For the modes that need only the services of a manifest; what it says about their task definitions is not for these. */
export function asServices(asked: Asked): Asked {
  const { inputs, parts, given } = asked;
  if (parts === undefined) return asked;
  const places = parts.flatMap((part) => wantedServices(part.inputs));
  const [cluster, ...others] = new Set(places.map((place) => place.cluster));
  const several = toProblem(
    'manifest-services',
    { kind: 'input', input: 'manifest' },
    {
      message: `The services of the manifest are in several clusters (${[cluster, ...others].join(', ')}), and mode "${inputs.mode}" works on one.`,
      fix: 'Set service and cluster instead of manifest, in one step for each cluster.',
    },
  );
  return {
    ...asked,
    inputs: { ...inputs, service: places.map(({ name }) => name), cluster },
    given: [...given, 'service', 'cluster'],
    problems: others.length === 0 ? asked.problems : [...asked.problems, several],
    parts: undefined,
  };
}
