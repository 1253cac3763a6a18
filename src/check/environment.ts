import { findEnvironmentFileFault } from '../aws/environment-file.ts';
import { findValueFromFault } from '../aws/value-from.ts';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { isRegistered } from './registered.ts';
import { phrase } from '../phrases.ts';

const SECRET_NAME =
  /(?:^|[_.-])(?:password|passwd|pwd|passphrase|secret|token|api_?key|private_?key|access_?key|secret_?key|credentials?)(?:$|[_.-](?:base)?\d*$)/i;
const SECRET_VALUE =
  /^(?:AKIA|ASIA)[A-Z0-9]{16}$|^gh[pousr]_[A-Za-z0-9]{30,}$|^github_pat_|^xox[abprs]-|^sk_live_|^sk-[A-Za-z0-9_-]{20,}$|-----BEGIN [A-Z ]*PRIVATE KEY|^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/;

/** `arn:aws:ssm:region:aws_account_id:…`, as documentation writes it. */
const ARN_IN_WORDS = /^arn:aws[a-z-]*:\w+:(?:[A-Za-z_]+:|[^:]*:(?=[^:]*[A-Za-z_])[\w-]+:)/;

/** Variables and secrets of a container (docs: API_Secret, specifying-sensitive-data). */
export function* environmentRules(context: Context): Iterable<Problem> {
  for (const container of context.containers) {
    yield* duplicateVariables(container, context);
    yield* duplicateSecrets(container, context);
    yield* sources(container, context);
    yield* files(container, context);
    yield* looksSecret(container, context);
  }
}

function* duplicateVariables({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, { name }] of (value.environment ?? []).entries()) {
    if (name === undefined) continue;
    if (seen.has(name)) {
      yield toProblem('duplicate-variable', locate([...path, 'environment', index]), {
        message: `Container ${label} has the environment variable "${name}" twice.`,
        fix: 'Remove one of them.',
      });
    }
    seen.add(name);
  }
}

function* duplicateSecrets({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  const variables = new Set((value.environment ?? []).map(({ name }) => name));
  const seen = new Set<string>();
  for (const [index, { name }] of (value.secrets ?? []).entries()) {
    if (name === undefined) continue;
    const other = seen.has(name) ? 'Another secret' : variables.has(name) ? 'An environment variable' : undefined;
    if (other !== undefined) {
      yield toProblem('secret-and-variable', locate([...path, 'secrets', index]), {
        message: `${other} of container ${label} is also called "${name}"; ECS requires unique names.`,
        fix: 'Remove one of them.',
      });
    }
    seen.add(name);
  }
}

/** What ECS must read before it can start the container. */
function* sources({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  const credentials = value.repositoryCredentials?.credentialsParameter;
  const named: { what: string; text: string | undefined; place: Path }[] = [
    ...(value.secrets ?? []).map(({ name, valueFrom }, index) => ({
      what: `valueFrom of the secret "${name ?? ''}"`,
      text: valueFrom,
      place: ['secrets', index, 'valueFrom'],
    })),
    ...(value.logConfiguration?.secretOptions ?? []).map(({ name, valueFrom }, index) => ({
      what: `valueFrom of the log option "${name ?? ''}"`,
      text: valueFrom,
      place: ['logConfiguration', 'secretOptions', index, 'valueFrom'],
    })),
    { what: 'credentialsParameter', text: credentials, place: ['repositoryCredentials', 'credentialsParameter'] },
  ];
  for (const { what, text, place } of named) {
    if (text === undefined || hasPlaceholder(text)) continue;
    const origin = locate([...path, ...place]);
    if (ARN_IN_WORDS.test(text)) {
      yield toProblem('placeholder-left', origin, {
        message: `The ${what} of container ${label} has placeholder text instead of a Region or account ID.`,
        fix: `Write the Region and the 12 digits, or \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`,
      });
      continue;
    }
    const fault = isRegistered(origin) ? undefined : findValueFromFault(text);
    if (fault === undefined) continue;
    yield toProblem('secret-source', origin, {
      message: `The ${what} of container ${label} ${fault.what}.`,
      fix: fault.fix,
    });
  }
}

function* files({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  for (const [index, { value: file }] of (value.environmentFiles ?? []).entries()) {
    const origin = locate([...path, 'environmentFiles', index, 'value']);
    if (file === undefined || hasPlaceholder(file) || isOwn(origin) || isRegistered(origin)) continue;
    const fault = findEnvironmentFileFault(file);
    if (fault === undefined) continue;
    yield toProblem('environment-file', origin, {
      message: `The environment file ${JSON.stringify(file)} of container ${label} ${fault.what}.`,
      fix: fault.fix,
    });
  }
}

/** The input env-files is checked there. */
function isOwn(origin: Origin): boolean {
  return origin.kind === 'input' && origin.input === 'env-files';
}

function* looksSecret({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  for (const [index, variable] of (value.environment ?? []).entries()) {
    const { name = '', value: text = '' } = variable;
    if (text === '' || hasPlaceholder(text) || /^(?:true|false|\d{1,5}|arn:aws\S*)$/i.test(text)) continue;
    const why = SECRET_VALUE.test(text)
      ? 'its value has the form of a credential'
      : SECRET_NAME.test(name)
        ? 'its name says so'
        : undefined;
    if (why === undefined) continue;
    yield toProblem('secret-in-environment', locate([...path, 'environment', index, 'value']), {
      message: `The environment variable "${name}" of container ${label} looks like a secret (${why}). Anyone who can describe the task definition can read it.`,
      fix: 'Store it in Secrets Manager or Parameter Store and reference it under "secrets".',
    });
  }
}
