import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** Who else in the task has the port that a program finds taken, and the variable by which that program may take another. */
export function heldPort(
  port: string | undefined,
  { container, containers }: { container: ContainerDefinition; containers: readonly ContainerDefinition[] },
): string[] {
  const holder = containers.find((one) => one.name !== container.name && maps(one, port));
  if (port === undefined || holder === undefined || maps(container, port)) return [];
  const variable = variableWith(port, container);
  return [
    `port ${port} is of container ${holder.name}, wanted by container ${container.name}${variable === undefined ? '' : ` with ${variable}`}`,
  ];
}

function maps({ portMappings = [] }: ContainerDefinition, port: string | undefined): boolean {
  return portMappings.some(({ containerPort }) => String(containerPort) === port);
}

function variableWith(port: string, { environment = [] }: ContainerDefinition): string | undefined {
  return environment.find(
    ({ name = '', value = '' }) => /PORT|ADDR|LISTEN|BIND|URL/iu.test(name) && value.split(/\D+/u).at(-1) === port,
  )?.name;
}
