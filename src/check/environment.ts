import type { Problem } from '../model.ts';
import { toProblem } from './catalogue.ts';
import type { Container, Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';

const SECRET_NAME =
  /(?:^|[_.-])(?:password|passwd|pwd|passphrase|secret|token|api_?key|private_?key|access_?key|secret_?key|credentials?)(?:$|[_.-](?:base)?\d*$)/i;
const SECRET_VALUE =
  /^(?:AKIA|ASIA)[A-Z0-9]{16}$|^gh[pousr]_[A-Za-z0-9]{30,}$|^github_pat_|^xox[abprs]-|^sk_live_|^sk-[A-Za-z0-9_-]{20,}$|-----BEGIN [A-Z ]*PRIVATE KEY|^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/;

/** Variables and secrets of a container (docs: API_Secret, specifying-sensitive-data). */
export function* environmentRules(context: Context): Iterable<Problem> {
  for (const container of context.containers) {
    yield* duplicateNames(container, context);
    yield* looksSecret(container, context);
  }
}

function* duplicateNames({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  const variables = new Set<string>();
  for (const [index, { name }] of (value.environment ?? []).entries()) {
    if (name === undefined) continue;
    if (variables.has(name)) {
      yield toProblem('duplicate-variable', locate([...path, 'environment', index]), {
        message: `Container ${label} is given the environment variable "${name}" twice.`,
        fix: 'Keep one of the two.',
      });
    }
    variables.add(name);
  }
  const secrets = new Set<string>();
  for (const [index, { name, valueFrom }] of (value.secrets ?? []).entries()) {
    if (valueFrom === '') {
      yield toProblem('secret-without-source', locate([...path, 'secrets', index]), {
        message: `The secret "${name ?? ''}" of container ${label} has an empty valueFrom: no task would start.`,
        fix: 'Give the ARN of the secret or parameter; an output or variable that should hold it may be empty.',
      });
    }
    if (name === undefined) continue;
    const other = secrets.has(name) ? 'another secret' : variables.has(name) ? 'an environment variable' : undefined;
    if (other !== undefined) {
      yield toProblem('secret-and-variable', locate([...path, 'secrets', index]), {
        message: `In container ${label} the secret "${name}" has the name of ${other}; ECS requires names to be unique.`,
        fix: 'Remove one of the two.',
      });
    }
    secrets.add(name);
  }
}

function* looksSecret({ value, path, label }: Container, { locate }: Context): Iterable<Problem> {
  for (const [index, variable] of (value.environment ?? []).entries()) {
    const { name = '', value: text = '' } = variable;
    if (text === '' || hasPlaceholder(text) || /^(?:true|false|\d{1,5}|arn:aws\S*)$/i.test(text)) continue;
    const why = SECRET_VALUE.test(text)
      ? 'its value has the form of a credential'
      : SECRET_NAME.test(name)
        ? 'so its name says'
        : undefined;
    if (why === undefined) continue;
    yield toProblem('secret-in-environment', locate([...path, 'environment', index, 'value']), {
      message: `The environment variable "${name}" of container ${label} looks like a secret (${why}); everyone who may describe the task definition can read it.`,
      fix: 'Keep it in Secrets Manager or Parameter Store and name it under "secrets".',
    });
  }
}
