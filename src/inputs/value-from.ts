import { parseArn } from '../aws/arn.ts';
import { findValueFromFault, isCredential } from '../aws/value-from.ts';
import type { Problem } from '../model.ts';
import type { InputName, Pairs } from './spec.ts';

const SECRET_NAME = /^[\w/+=.@-]+$/;

/** Whether ECS may read a secret from there. A value in its place must not be shown anywhere. */
export function isValueFrom(text: string): boolean {
  return findValueFromFault(text) === undefined && (text.startsWith('arn:') || !looksLikeValue(text));
}

/** Passwords and keys mix letters and digits where names have words; a path is always a name. */
function looksLikeValue(text: string): boolean {
  if (text.startsWith('/')) return false;
  return text.split(/[./_:-]/).some((word) => word.length > 4 && /\d[A-Za-z]/.test(word));
}

/** What of these inputs can be used, and what is wrong with the rest, which goes no further. */
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
  const service = /^arn:[\w-]*:([\w-]+):/.exec(value)?.[1];
  if (value.trim() === '') {
    return problem('secrets', {
      message: `Input "secrets": "${name}" is empty, so no task could start.`,
      fix: `Set ${name} to the ARN of a secret or parameter. If it comes from an output or variable, find out why that is empty.`,
    });
  }
  if (service !== undefined) {
    return problem('secrets', {
      message: `Input "secrets": "${name}" is an ARN that belongs to neither a Secrets Manager secret nor a parameter (${service}).`,
      fix: 'Give an ARN such as arn:aws:secretsmanager:<region>:<account>:secret:<name> or arn:aws:ssm:<region>:<account>:parameter/<name>.',
    });
  }
  return problem('secrets', {
    message: `Input "secrets": "${name}" is neither an ARN nor the name of a parameter. It may be the secret itself, so it is not shown.`,
    fix: `Store the value in Secrets Manager or Parameter Store, and set ${name} to its ARN. If it is not secret, use environment-variables.`,
  });
}

/** The credentials of a registry are read from a secret, too, by its ARN or name. */
function isRegistrySecret(text: string): boolean {
  if (text.startsWith('arn:')) return parseArn(text)?.service === 'secretsmanager' && isValueFrom(text);
  return SECRET_NAME.test(text) && !looksLikeValue(text) && !isCredential(text);
}

function noRegistrySecret(): Problem {
  return problem('repository-credentials', {
    message:
      'Input "repository-credentials" is not the ARN of a Secrets Manager secret. It may be the credentials themselves, so it is not shown.',
    fix: 'Store {"username": "…", "password": "…"} in Secrets Manager and give the ARN of that secret.',
  });
}

function problem(input: InputName, { message, fix }: { message: string; fix: string }): Problem {
  return { rule: 'secret-value', severity: 'error', message, fix, origin: { kind: 'input', input } };
}
