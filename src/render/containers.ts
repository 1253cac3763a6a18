import type { Origin, Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { Changes } from './changes.ts';
import { nearest } from './nearest.ts';
import type { JsonObject } from './trace.ts';

/** The container that Express treats as the application (docs: express-service-advanced-customization). */
const EXPRESS_CONTAINER = 'Main';

export const IMAGE_PLACEHOLDER = '__IMAGE_URI__';

/** Finds the containers that the inputs apply to: those named, else the only candidate. */
export function chooseContainers(
  containers: readonly JsonObject[],
  changes: Changes,
): { chosen: JsonObject[]; problem?: Problem } {
  const names = changes.containerNames ?? [];
  if (names.length > 0) return chooseByName(containers, names);
  const marked = containers.filter(({ image }) => typeof image === 'string' && image.includes(IMAGE_PLACEHOLDER));
  if (marked.length > 0) return { chosen: marked };
  if (containers.length <= 1) return { chosen: [...containers] };
  const main = containers.filter(({ name }) => name === EXPRESS_CONTAINER);
  if (changes.express === true && main.length > 0) return { chosen: main };
  return { chosen: [], problem: ambiguous(containers) };
}

/** Lists the existing containers, and guesses which one was meant. */
export function unknownContainer({
  name,
  containers,
  origin,
}: {
  name: string;
  containers: readonly JsonObject[];
  origin: Origin;
}): Problem {
  const names = namesOf(containers);
  const near = nearest(name, names);
  return toProblem('unknown-container', origin, {
    message: `The task definition has no container "${name}". Its containers are: ${names.join(', ') || 'none'}.`,
    fix: near === undefined ? 'Use the name of one of its containers.' : `Did you mean "${near}"?`,
  });
}

function chooseByName(
  containers: readonly JsonObject[],
  names: readonly string[],
): { chosen: JsonObject[]; problem?: Problem } {
  const origin: Origin = { kind: 'input', input: 'container-name' };
  const unknown = names.find((name) => !containers.some((container) => container['name'] === name));
  const chosen = containers.filter(({ name }) => typeof name === 'string' && names.includes(name));
  return unknown === undefined
    ? { chosen }
    : { chosen, problem: unknownContainer({ name: unknown, containers, origin }) };
}

function ambiguous(containers: readonly JsonObject[]): Problem {
  return toProblem('ambiguous-container', atInput('container-name'), {
    message: `The task definition has ${containers.length} containers, so it is not clear which one the inputs apply to: ${namesOf(containers).join(', ')}.`,
    fix: `Set container-name, or use ${IMAGE_PLACEHOLDER} as the image of that container.`,
  });
}

function namesOf(containers: readonly JsonObject[]): string[] {
  return containers.map(({ name }) => name).filter((name) => typeof name === 'string');
}
