import type { ContainerDefinition } from '@aws-sdk/client-ecs';

interface Place {
  container: ContainerDefinition;
  containers: readonly ContainerDefinition[];
}

/** What the task definition says of a setting that a program misses: one line. */
export function settingFact(setting: string, { container, containers }: Place): string {
  const where = `container ${container.name}`;
  const told = (what: string): string => `setting ${setting}: ${what}`;
  const variable = container.environment?.find(({ name = '' }) => !name.includes(':') && isSame(name, setting));
  if (variable?.name !== undefined)
    return variable.value === undefined || variable.value.trim() === ''
      ? told(`empty in ${where} as ${variable.name}`)
      : told(`set in ${where} as ${variable.name}`);
  const colon = namesOf(container).find((name) => name.includes(':') && letters(name) === letters(setting));
  if (colon !== undefined) return told(`called ${colon} in ${where}, write ${colon.replaceAll(':', '__')}`);
  const secret = container.secrets?.find(({ name }) => isSame(name, setting));
  if (secret?.name !== undefined) return told(`secret in ${where} from ${secret.valueFrom ?? 'nowhere'}`);
  const names = namesOf(container);
  const similar = names.find((name) => isSimilar(name, setting));
  if (similar !== undefined) return told(`called ${similar} in ${where}`);
  const other = containers.find((one) => one !== container && namesOf(one).some((name) => isSame(name, setting)));
  if (other !== undefined) return told(`not in ${where}, but in container ${other.name}`);
  const files = (container.environmentFiles ?? []).flatMap(({ value }) => value ?? []);
  if (files.length > 0) return told(`not in ${where}, perhaps in ${files.join(', ')}`);
  if (/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/u.test(setting))
    return told(`not in ${where}, in capitals ${setting.toUpperCase()}`);
  const source = variableOf(setting);
  return told(source === undefined ? `not in ${where}` : `not in ${where}, read from ${source}`);
}

/** The variable that a property is read from: `shop.api-key` from SHOP_API_KEY (Spring, MicroProfile), `Shop:ApiKey` from Shop__ApiKey (.NET). */
function variableOf(setting: string): string | undefined {
  if (/^[A-Za-z]\w*(?::\w+)+$/u.test(setting)) return setting.replaceAll(':', '__');
  if (/^[a-z][\w-]*(?:\.[\w-]+)+$/u.test(setting)) return setting.replace(/[^A-Za-z0-9]/gu, '_').toUpperCase();
  return undefined;
}

function namesOf({ environment = [], secrets = [] }: ContainerDefinition): string[] {
  return [...environment, ...secrets].flatMap(({ name }) => name ?? []);
}

/** `shop.api-key`, `Shop:ApiKey` and `shop_api_key` are read from `SHOP_API_KEY`; an environment variable counts to the letter. */
function isSame(name: string | undefined, setting: string): boolean {
  if (name === setting) return true;
  return name !== undefined && !/^[A-Z0-9_]+$/u.test(setting) && letters(name) === letters(setting);
}

/** Another case or separator, one letter more, less, changed or swapped, or a prefix such as `APP_`. */
function isSimilar(name: string, setting: string): boolean {
  const [a, b] = [letters(name), letters(setting)];
  if (a.length < 4 || b.length < 4) return false;
  if (a === b || a.endsWith(b) || b.endsWith(a)) return true;
  if (stem(name) === stem(setting)) return true;
  return Math.abs(a.length - b.length) <= 1 && differs(a, b) <= (a.length === b.length ? 2 : 1);
}

/** URL, URI and DSN name the same thing. */
function stem(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]?(?:url|uri|dsn|connection_?string)$/u, '=');
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/gu, '');
}

/** Letters in the middle that are not the same from either end. */
function differs(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
