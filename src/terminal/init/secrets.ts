import type { LiveService } from './read-live.ts';
import { newestConfiguration } from '../../aws/express.ts';
import { findSecrets } from '../../secrets/document.ts';

/** Environment variables whose values look secret, as `container.NAME`: the files hold them as they are. */
export function secretVariables({ located, definition }: LiveService): string[] {
  const { primaryContainer } = newestConfiguration(located.express?.activeConfigurations) ?? {};
  const own = (definition?.definition.containerDefinitions ?? []).map(({ name = '', environment }) => ({
    name,
    environment,
  }));
  const all = definition !== undefined ? own : [{ name: 'Main', environment: primaryContainer?.environment }];
  return all.flatMap(({ name, environment = [] }) =>
    environment.filter(isSecret).map((variable) => `${name}.${variable.name}`),
  );
}

function isSecret(variable: object): boolean {
  let found = false;
  findSecrets({ environment: [variable] }, () => {
    found = true;
  });
  return found;
}
