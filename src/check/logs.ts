import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';

/** Logging, and the FireLens router (docs: using_firelens, using_awslogs). */
export function* logRules(context: Context): Iterable<Problem> {
  const router = context.containers.find(({ value }) => value.firelensConfiguration !== undefined);
  for (const container of context.containers) yield* destination(container, context, router);
  yield* silent(context);
  if (router !== undefined && router.value.essential === false) {
    yield toProblem('firelens-router-not-essential', context.locate([...router.path, 'essential']), {
      message: `The log router ${router.label} is not essential: if it stops, the other containers keep running and their logs are lost.`,
      fix: 'Set "essential": true on it.',
    });
  }
}

function* silent({ containers, locate }: Context): Iterable<Problem> {
  const without = containers.filter(
    ({ value, raw }) => raw['logConfiguration'] === undefined && value.firelensConfiguration === undefined,
  );
  const [first] = without;
  if (first === undefined) return;
  const one = without.length === 1;
  yield toProblem('no-log-configuration', locate(first.path), {
    message: `${one ? 'Container' : 'Containers'} ${without.map(({ label }) => label).join(', ')} ${one ? 'has' : 'have'} no log configuration, so no log shows why ${one ? 'it fails' : 'they fail'}.`,
    fix: 'Add a logConfiguration, for example with the awslogs driver.',
  });
}

function* destination(
  { value, path, label }: Container,
  context: Context,
  router: Container | undefined,
): Iterable<Problem> {
  const { locate } = context;
  const place = [...path, 'logConfiguration'];
  const { logConfiguration } = value;
  if (logConfiguration === undefined) return;
  if (logConfiguration.logDriver === 'awsfirelens' && router === undefined) {
    yield toProblem('firelens-router-missing', locate([...place, 'logDriver']), {
      message: `Container ${label} logs to awsfirelens, but no container has a firelensConfiguration.`,
      fix: 'Add a log router container with a firelensConfiguration.',
    });
  }
  if (logConfiguration.logDriver === 'awslogs')
    yield* awslogs({ label, place, options: logConfiguration.options ?? {} }, context);
}

function* awslogs(
  { label, place, options }: { label: string; place: (string | number)[]; options: Record<string, string> },
  { fargate, locate }: Context,
): Iterable<Problem> {
  const needed = ['awslogs-group', 'awslogs-region', ...(fargate ? ['awslogs-stream-prefix'] : [])];
  const missing = needed.filter((option) => options[option] === undefined || options[option] === '');
  if (missing.length === 0) return;
  yield toProblem('awslogs-options', locate([...place, 'options']), {
    message: `Container ${label} logs to awslogs without ${missing.join(', ')}.`,
    fix: `Add ${missing.length === 1 ? 'it' : 'them'} to logConfiguration.options.`,
  });
}
