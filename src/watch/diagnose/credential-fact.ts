import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** What programs call the credentials that a service gave them, and how variables with them end. */
const CREDENTIALS: readonly [RegExp, RegExp][] = [
  [/\bSDK[ _-]?key\b/iu, /SDK_?KEY$/iu],
  [/\blicen[cs]e(?:[ _-]?key)?\b/iu, /LICEN[CS]E(?:_?KEY)?$/iu],
  [/\bapp(?:lication)?[ _-]?key\b/iu, /APP(?:LICATION)?_?KEY$/iu],
  [/\bapi[ _-]?key\b/iu, /API_?KEY$/iu],
  [/\bclient[ _-]?secret\b/iu, /CLIENT_?SECRET$/iu],
  [/\b(?:web ?hook|signing)[ _-]?secret\b/iu, /(?:WEB_?HOOK|SIGNING)_?SECRET$/iu],
  [/\btoken\b/iu, /TOKEN$/iu],
];

/** The one variable of the container that holds the kind of key or token that an error speaks of, and where it comes from. */
export function credentialFact(line: string, { name: container, environment = [], secrets = [] }: ContainerDefinition) {
  const [, ending] = CREDENTIALS.find(([said]) => said.test(line.slice(0, 2_000))) ?? [];
  if (ending === undefined) return [];
  const told = [
    ...secrets.map(({ name = '', valueFrom = '' }) => ({ name, from: `secret ${valueFrom}` })),
    ...environment.map(({ name = '' }) => ({ name, from: '`environment`' })),
  ].filter(({ name }) => ending.test(name));
  const [credential, ...others] = told;
  return credential === undefined || others.length > 0
    ? []
    : [`credential: ${credential.name} of container ${container}, from ${credential.from}`];
}
