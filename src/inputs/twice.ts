import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { listed, quote } from './place.ts';
import type { Inputs } from './spec.ts';
import { phrase } from '../phrases.ts';

/** Two inputs, or two items of one, that set the same thing: one of the values would be lost silently. */
export function twiceProblems(inputs: Inputs): Problem[] {
  return [...variables(inputs), ...images(inputs), ...overrides(inputs)];
}

/** Variable names are unique in a container: ECS rejects a secret and a value with the same name (docs: specifying-sensitive-data). */
function variables({ 'environment-variables': plain = [], secrets = [] }: Inputs): Problem[] {
  const names = new Set(plain.map(([name]) => name));
  const both = [...new Set(secrets.map(([name]) => name))].filter((name) => names.has(name));
  if (both.length === 0) return [];
  return [
    toProblem('input-combination', atInput('secrets'), {
      message: `${phrase('inputs', 'environment-variables secrets')} both set ${listed(both.map(quote))}.`,
      fix: 'Keep each name in one of them.',
    }),
  ];
}

/** If `container-name` is left out, the renderer reports it, because it knows the containers. */
function images({ image, 'image-tag': tag, images: list = [], 'container-name': containers = [] }: Inputs): Problem[] {
  if (image !== undefined && tag !== undefined) return [imageAndTag()];
  const input = image === undefined ? 'image-tag' : 'image';
  const both = (image ?? tag) === undefined ? [] : containers.filter((name) => list.some(([one]) => one === name));
  if (both.length === 0) return [];
  return [
    toProblem('input-combination', atInput('images'), {
      message: `${phrase('inputs', `${input} images`)} both set the image of ${listed(both.map(quote))}.`,
      fix: 'Keep each container in one of them.',
    }),
  ];
}

function imageAndTag(): Problem {
  return toProblem('input-combination', atInput('image-tag'), {
    message: `${phrase('inputs', 'image image-tag')} both set the image of the same container.`,
    fix: 'Keep image for a whole reference, or image-tag to change only the tag.',
  });
}

/** ECS takes one override per container. */
function overrides({ 'run-task-container-overrides': list = [] }: Inputs): Problem[] {
  const names = list.flatMap((item) =>
    typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string' ? [item.name] : [],
  );
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  if (twice.length === 0) return [];
  return [
    toProblem('input-combination', atInput('run-task-container-overrides'), {
      message: `${phrase('input', 'run-task-container-overrides')} has more than one override for ${listed(twice.map(quote))}.`,
      fix: 'Merge them into one.',
    }),
  ];
}
