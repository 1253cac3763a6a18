import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Context } from './context.ts';

const MAIN = 'Main';

/** What an Express service requires of a custom task definition (docs: express-service-advanced-customization). */
export function* expressRules({ definition, containers, express, locate }: Context): Iterable<Problem> {
  if (express !== true) return;
  if (definition.requiresCompatibilities?.includes('FARGATE') !== true) {
    yield toProblem('express-launch-type', locate(['requiresCompatibilities']), {
      message: 'Express services run on Fargate, but requiresCompatibilities does not include FARGATE.',
      fix: 'Set "requiresCompatibilities": ["FARGATE"].',
    });
  }
  const main = containers.find(({ value }) => value.name === MAIN);
  if (main === undefined) {
    yield toProblem('express-container', locate(['containerDefinitions']), {
      message: `An Express service needs a container called "${MAIN}". The containers are: ${containers.map(({ label }) => label).join(', ') || 'none'}.`,
      fix: `Rename the container of the application to "${MAIN}".`,
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
      message: `Container "${MAIN}" of an Express service needs exactly one TCP port mapping, with containerPort and name.`,
      fix: 'Write "portMappings": [{ "name": "http", "containerPort": 80, "protocol": "tcp" }] with your port number.',
    });
  }
  if (main.value.essential === false) {
    yield toProblem('main-not-essential', locate([...main.path, 'essential']), {
      message: `Container "${MAIN}" is not essential: if it stops, the task keeps running without it.`,
      fix: 'Set "essential": true on it.',
    });
  }
}
