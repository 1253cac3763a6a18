import type { Problem } from '../model.ts';
import { toProblem } from './catalogue.ts';
import type { Context } from './context.ts';

const MAIN = 'Main';

/** What an Express service asks of a task definition of one's own (docs: express-service-advanced-customization). */
export function* expressRules({ definition, containers, express, locate }: Context): Iterable<Problem> {
  if (express !== true) return;
  if (definition.requiresCompatibilities?.includes('FARGATE') !== true) {
    yield toProblem('express-launch-type', locate(['requiresCompatibilities']), {
      message: 'An Express service runs on Fargate, and requiresCompatibilities does not name FARGATE.',
      fix: 'Set "requiresCompatibilities": ["FARGATE"].',
    });
  }
  const main = containers.find(({ value }) => value.name === MAIN);
  if (main === undefined) {
    yield toProblem('express-container', locate(['containerDefinitions']), {
      message: `An Express service needs a container named "${MAIN}"; the task definition has ${containers.map(({ label }) => label).join(', ') || 'none'}.`,
      fix: `Name the application's container "${MAIN}".`,
    });
    return;
  }
  const mappings = main.value.portMappings ?? [];
  const [mapping] = mappings;
  const fits =
    mappings.length === 1 &&
    mapping?.containerPort !== undefined &&
    mapping.name !== undefined &&
    mapping.name !== '' &&
    (mapping.protocol ?? 'tcp') === 'tcp';
  if (!fits) {
    yield toProblem('express-port', locate([...main.path, 'portMappings']), {
      message: `Container "${MAIN}" of an Express service needs exactly one TCP port mapping with containerPort and name.`,
      fix: 'Write "portMappings": [{ "name": "http", "containerPort": 80, "protocol": "tcp" }] with your port.',
    });
  }
  if (main.value.essential === false) {
    yield toProblem('main-not-essential', locate([...main.path, 'essential']), {
      message: `Container "${MAIN}" is not essential: when it ends, the task goes on without it.`,
      fix: 'Set "essential": true on it.',
    });
  }
}
