import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { listed, quote } from './place.ts';
import type { Inputs } from './spec.ts';

/** Two inputs, or two items of one, that set the same thing: one of the values would be lost without a word. */
export function twiceProblems(inputs: Inputs): Problem[] {
  return [...variables(inputs), ...images(inputs), ...overrides(inputs)];
}

/** A container has one variable of a name: ECS refuses a secret beside a value (docs: specifying-sensitive-data). */
function variables({ 'environment-variables': plain = [], secrets = [] }: Inputs): Problem[] {
  const names = new Set(plain.map(([name]) => name));
  const both = [...new Set(secrets.map(([name]) => name))].filter((name) => names.has(name));
  if (both.length === 0) return [];
  return [
    toProblem('input-combination', atInput('secrets'), {
      message: `Inputs "environment-variables" and "secrets" both set ${listed(both.map(quote))}.`,
      fix: 'Keep each name in one of them.',
    }),
  ];
}

/** Where `container-name` is left out, the renderer tells, which knows the containers. */
function images({ image, images: list = [], 'container-name': containers = [] }: Inputs): Problem[] {
  const both = image === undefined ? [] : containers.filter((name) => list.some(([one]) => one === name));
  if (both.length === 0) return [];
  return [
    toProblem('input-combination', atInput('images'), {
      message: `Inputs "image" and "images" both set the image of ${listed(both.map(quote))}.`,
      fix: 'Keep each container in one of them.',
    }),
  ];
}

/** ECS takes one override for each container. */
function overrides({ 'run-task-container-overrides': list = [] }: Inputs): Problem[] {
  const names = list.flatMap((item) =>
    typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string' ? [item.name] : [],
  );
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  if (twice.length === 0) return [];
  return [
    toProblem('input-combination', atInput('run-task-container-overrides'), {
      message: `Input "run-task-container-overrides" has more than one override for ${listed(twice.map(quote))}.`,
      fix: 'Merge them into one.',
    }),
  ];
}
