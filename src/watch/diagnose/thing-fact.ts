import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { secretSource } from './secret-source.ts';

/** Things that a program asks a service for by a name from its settings. */
const THINGS = ['queue', 'bucket', 'table', 'topic', 'stream', 'secret'] as const;

/** Calls of AWS whose line does not say what they are about. */
const CALLS: readonly [RegExp, string][] = [
  [/\b(?:(?:Batch)?(?:Get|Write|Put|Update|Delete)Item|Query|Scan|DescribeTable|TransactWriteItems)\b/u, 'table'],
  [/\b(?:SendMessage|ReceiveMessage|DeleteMessage|GetQueue(?:Url|Attributes))\b/u, 'queue'],
  [/\b(?:GetObject|PutObject|HeadObject|HeadBucket|ListObjects(?:V2)?)\b/u, 'bucket'],
  [/\b(?:GetRecords|PutRecords?|DescribeStream\w{0,10}|GetShardIterator)\b/u, 'stream'],
];

/** A line, and the thing that the call in it is about. */
function withThing(line: string): string {
  const text = line.slice(0, 2_000);
  return [text, ...CALLS.filter(([call]) => call.test(text)).map(([, thing]) => thing)].join(' ');
}

/** The one secret of the container that holds a private key or certificate. */
export function keyFact({ name: container, secrets = [] }: ContainerDefinition): string[] {
  const [secret, ...others] = secrets.filter(({ name = '' }) =>
    /(?:PRIVATE_?KEY|SIGNING_?KEY|_PEM|CERT(?:IFICATE)?)(?:_PEM)?$/iu.test(name),
  );
  return secret === undefined || others.length > 0
    ? []
    : [`key: ${secret.name} of container ${container}, from ${secretSource(secret.valueFrom ?? '')}`];
}

/** The one variable of the container that holds the path of a key store, and where Kestrel reads its password. */
export function keyStoreFact({ name: container, environment = [] }: ContainerDefinition): string[] {
  const found = environment.filter(({ value = '' }) =>
    /^\/?[\w./-]{1,200}\.(?:pfx|p12|jks|pkcs12|keystore)$/iu.test(value),
  );
  const [one, ...others] = found;
  if (one?.name === undefined || others.length > 0) return [];
  const store = `key store: ${one.name} of container ${container} is ${one.value}`;
  return /__Path$/iu.test(one.name) ? [`${store}, password in ${one.name.replace(/Path$/iu, 'Password')}`] : [store];
}

/** The variable with the name of what an error says does not exist, where the container has one such variable. */
export function thingFact(line: string, { name: container, environment = [] }: ContainerDefinition): string[] {
  return THINGS.filter((thing) => new RegExp(`\\b\\w{0,30}${thing}`, 'iu').test(withThing(line))).flatMap((thing) => {
    const [variable, ...others] = environment.filter(
      ({ name = '', value = '' }) =>
        new RegExp(`(?:^|_)${thing}(?:_(?:NAME|URL|ARN|ID))?$`, 'iu').test(name) && /^\S{3,300}$/u.test(value),
    );
    return variable === undefined || others.length > 0
      ? []
      : [`${thing}: ${variable.name} of container ${container} is ${variable.value}`];
  });
}

/** A name as no word of a sentence is written: in quotes, or with a sign in it. What stands in a line of code is none: `Bucket=os.environ[…]`. */
const NAME = `(?:['"](?<quoted>[\\w.-]{2,255})['"]|(?<name>(?!(?:os|process|env|config|settings|self|this|args)\\.)(?:https://[\\w.-]{1,100}/\\d{12}/)?[A-Za-z\\d][\\w]{0,80}(?:[.-][\\w]{1,80}){1,10}))(?![\\w./([])`;

/** The same, where only the log says which: `queue orders-events`, `bucket "invoices"`. */
export function loggedThing(line: string, lines: readonly string[]): string[] {
  return THINGS.filter((thing) => new RegExp(`\\b\\w{0,30}${thing}`, 'iu').test(withThing(line))).flatMap((thing) => {
    const shape = new RegExp(`\\b${thing}(?: ?name| ?url)?(?: ?[:=] ?| )${NAME}`, 'giu');
    const names = lines.flatMap((one) =>
      [...one.slice(0, 2_000).matchAll(shape)].flatMap(({ groups }) => groups?.['quoted'] ?? groups?.['name'] ?? []),
    );
    const [name, ...others] = new Set(names);
    return name === undefined || others.length > 0 ? [] : [`${thing} in the log: ${name}`];
  });
}
