import { parseArn } from '../aws/arn.ts';
import { findValueFromFault, isCredential } from '../aws/value-from.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { InputName, Pairs } from './spec.ts';
import { phrase } from '../phrases.ts';

const SECRET_NAME = /^[\w/+=.@-]+$/;

/** Whether ECS can read a secret from this. Anything else may be the secret itself and must never be shown. */
export function isValueFrom(text: string): boolean {
  return findValueFromFault(text) === undefined && (text.startsWith('arn:') || !looksLikeValue(text));
}

/** Passwords and keys mix letters and digits where names have words; a path is always a name. */
function looksLikeValue(text: string): boolean {
  if (text.startsWith('/')) return false;
  return text.split(/[./_:-]/).some((word) => word.length > 4 && /\d[A-Za-z]/.test(word));
}

/** The usable entries, and what is wrong with the rest, which are dropped. */
export function withoutValues(name: InputName, value: unknown): { value: unknown; problems: Problem[] } {
  if (name === 'repository-credentials' && !isRegistrySecret(String(value))) {
    return { value: undefined, problems: [noRegistrySecret()] };
  }
  if (name !== 'secrets') return { value, problems: [] };
  const pairs = value as Pairs;
  return {
    value: pairs.filter(([, text]) => isValueFrom(text)),
    problems: pairs.flatMap(([key, text]) => (isValueFrom(text) ? [] : [noValueFrom(key, text)])),
  };
}

function noValueFrom(name: string, value: string): Problem {
  const { what, fix } = findValueFromFault(value) ?? LOOKS_LIKE_VALUE;
  return toProblem('secret-value', atInput('secrets'), {
    message: `${phrase('input', 'secrets')}: the value of "${name}" ${what}.`,
    fix,
  });
}

const LOOKS_LIKE_VALUE = {
  what: 'looks like the secret itself, so it is not shown',
  fix: 'Store it in Secrets Manager or Parameter Store, and use the ARN here. If it is the name of a parameter, use the ARN of that parameter.',
};

/** Registry credentials are read from a secret too, by its ARN or name. */
function isRegistrySecret(text: string): boolean {
  if (text.startsWith('arn:')) return parseArn(text)?.service === 'secretsmanager' && isValueFrom(text);
  return SECRET_NAME.test(text) && !looksLikeValue(text) && !isCredential(text);
}

function noRegistrySecret(): Problem {
  return toProblem('secret-value', atInput('repository-credentials'), {
    message: `${phrase('input', 'repository-credentials')} is not the ARN of a Secrets Manager secret. It may be the credentials themselves, so it is not shown.`,
    fix: 'Store {"username": "…", "password": "…"} in Secrets Manager and give the ARN of that secret.',
  });
}
