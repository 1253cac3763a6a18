import type { Problem } from '../model.ts';
import type { Inputs } from './spec.ts';

/** A container has one variable of a name: ECS refuses a secret beside a value (docs: specifying-sensitive-data). */
export function variableProblems({ 'environment-variables': variables = [], secrets = [] }: Inputs): Problem[] {
  const plain = new Set(variables.map(([name]) => name));
  const both = [...new Set(secrets.map(([name]) => name))].filter((name) => plain.has(name));
  if (both.length === 0) return [];
  return [
    {
      rule: 'input-combination',
      severity: 'error',
      message: `Inputs "environment-variables" and "secrets" both set ${both.map((name) => `"${name}"`).join(', ')}.`,
      fix: 'Give each name in one of them.',
      origin: { kind: 'input', input: 'secrets' },
    },
  ];
}

/** One of the two images would vanish without a word. */
export function imageProblems({ image, images = [], 'container-name': containers = [] }: Inputs): Problem[] {
  const both = image === undefined ? [] : containers.filter((name) => images.some(([one]) => one === name));
  if (both.length === 0) return [];
  return [
    {
      rule: 'input-combination',
      severity: 'error',
      message: `Inputs "image" and "images" both set the image of ${both.map((name) => `"${name}"`).join(', ')}.`,
      fix: 'Give each container in one of them.',
      origin: { kind: 'input', input: 'images' },
    },
  ];
}
