import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** The host that an error names, and the one variable of the container that holds it. */
export function hostFact(address: string | undefined, { name, environment = [] }: ContainerDefinition): string[] {
  const host = address?.replace(/:\d{1,5}$/u, '') ?? '';
  if (!/^[a-z][\w.-]{2,252}$/iu.test(host)) return [];
  const holders = environment.filter(({ value = '' }) => hostsIn(value).includes(host.toLowerCase()));
  const variable = holders.length === 1 ? holders[0]?.name : undefined;
  return [`host: ${host}${variable === undefined ? '' : ` from ${variable} of container ${name}`}`];
}

function hostsIn(value: string): string[] {
  return value
    .slice(0, 4_000)
    .toLowerCase()
    .split(/[^\w.-]+/u);
}
