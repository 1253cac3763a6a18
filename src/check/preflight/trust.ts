/** The services that a trust policy allows to assume the role; undefined if it allows others than services, or cannot be read. */
export function trustedServices(policy: string): string[] | undefined {
  let statements: unknown;
  try {
    statements = (JSON.parse(policy) as { Statement?: unknown }).Statement;
  } catch {
    return undefined;
  }
  const services: string[] = [];
  for (const statement of [statements ?? []].flat()) {
    const { Effect, Action, Principal, NotPrincipal, NotAction } = toRecord(statement);
    if (Effect !== 'Allow') continue;
    if (NotPrincipal !== undefined || NotAction !== undefined || Principal === '*') return undefined;
    if (!texts(Action).some((action) => /^(?:\*|sts:(?:\*|AssumeRole|Assume\*))$/i.test(action))) continue;
    const { Service, AWS } = toRecord(Principal);
    if (texts(AWS).includes('*')) return undefined;
    services.push(...texts(Service));
  }
  return services;
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function texts(value: unknown): string[] {
  return [value ?? []].flat().filter((item) => typeof item === 'string');
}
