import type { Problem } from '../model.ts';
import type { InputName, Pairs } from './spec.ts';

const SECRET_ARN = /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+(?::[^:\s]*){0,3}$/;
const PARAMETER_ARN = /^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+(?::[\w.-]+)?$/;
const PARAMETER_NAME = /^[\w./-]+(?::\d+)?$/;
const SECRET_NAME = /^[\w/+=.@-]+$/;

/** The forms that issuers give their keys: nobody names a parameter so. */
const CREDENTIAL =
  /^(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{16,}|github_pat_\w+|glpat-[\w-]+|npm_\w{16,}|xox[abprs]-[\w-]+|[sr]k_(?:live|test)_\w+|sk-[\w-]{16,}|AIza[\w-]{30,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)$/;

/** Where ECS may read a secret from (docs: API_Secret, specifying-sensitive-data). A value in its place must not be shown anywhere. */
export function isValueFrom(text: string): boolean {
  if (SECRET_ARN.test(text) || PARAMETER_ARN.test(text)) return true;
  return PARAMETER_NAME.test(text) && !looksLikeValue(text);
}

/** Passwords and keys mix letters and digits where names have words; a path is always a name. */
function looksLikeValue(text: string): boolean {
  if (CREDENTIAL.test(text)) return true;
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
  return SECRET_ARN.test(text) || (SECRET_NAME.test(text) && !looksLikeValue(text));
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
