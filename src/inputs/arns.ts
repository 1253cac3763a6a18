import { parseArn, parseServiceArn } from '../aws/arn.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { listed, quote } from './place.ts';
import type { InputName } from './spec.ts';
import { phrase } from '../phrases.ts';

/** ARNs that name something else than the input takes: looked up as a name, they would only be said not to exist. */
export function wrongArns(name: InputName, value: unknown): Problem[] {
  if (name === 'cluster') return isWrongCluster(String(value)) ? [problem(name, [String(value)])] : [];
  if ((name !== 'service' && name !== 'service-name') || !Array.isArray(value)) return [];
  const wrong = value.filter(
    (text): text is string => typeof text === 'string' && isArn(text) && parseServiceArn(text) === undefined,
  );
  return wrong.length === 0 ? [] : [problem(name, wrong)];
}

function isWrongCluster(text: string): boolean {
  const arn = parseArn(text);
  return isArn(text) && !(arn?.service === 'ecs' && /^cluster\/[^/]+$/.test(arn.resource));
}

function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

function problem(name: InputName, wrong: readonly string[]): Problem {
  const what = name === 'cluster' ? 'cluster' : 'service';
  const resource = what === 'cluster' ? 'cluster/<name>' : 'service/<cluster>/<name>';
  return toProblem('input-format', atInput(name), {
    message: `${phrase('input', name)} has ${listed(wrong.map((text) => quote(text)))}, which is not the ARN of ${wrong.length === 1 ? `a ${what}` : `${what}s`}.`,
    fix: `Write arn:aws:ecs:<Region>:<account>:${resource}, or only the name.`,
  });
}
