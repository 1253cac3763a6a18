import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { secretSource } from './secret-source.ts';

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
/** Such an error may be about any login: only a variable with a word that the line has too is meant. */
const REFUSED =
  /\b(?:invalid|wrong|bad|incorrect)[ _](?:(?:user ?name|user|login) (?:or|and) )?(?:password|credentials?)\b|authentication ?(?:failed|failure|error)|\blog[io]n (?:failed|denied|refused)\b/iu;
/** `StripeAuthenticationError` and STRIPE_SECRET_KEY: a key of the service that the error is of. */
const KEY_OF = /_(?:KEY|TOKEN|SECRET)$/iu;

const VAGUE = /^(?:auth|access|secret|private|public|error|token|service|server|client|shop|prod(?:uction)?)$/u;
const PASSWORD = /PASS(?:WORD|WD|PHRASE)?$/iu;

function isMeant(variable: string, line: string): boolean {
  const [ending = ''] = PASSWORD.exec(variable) ?? KEY_OF.exec(variable) ?? [];
  if (ending === '') return false;
  const words = variable
    .slice(0, -ending.length)
    .toLowerCase()
    .split('_')
    .filter((word) => !VAGUE.test(word));
  return words.some((word) => word.length > 3 && line.includes(word));
}

/** The one variable of the container that holds the kind of key or token that an error speaks of, and where it comes from. */
export function credentialFact(line: string, { name: container, environment = [], secrets = [] }: ContainerDefinition) {
  const text = line.slice(0, 2_000).toLowerCase();
  const [, ending] = CREDENTIALS.find(([said]) => said.test(text)) ?? [];
  const isWanted = (name: string) => isMeant(name, text) || ending?.test(name) === true;
  if (ending === undefined && !REFUSED.test(text)) return [];
  const told = [
    ...secrets.map(({ name = '', valueFrom = '' }) => ({ name, from: secretSource(valueFrom) })),
    ...environment.map(({ name = '' }) => ({ name, from: '`environment`' })),
  ].filter(({ name }) => isWanted(name));
  const near = told.filter(({ name }) => isMeant(name, text));
  const [credential, ...others] = near.length === 1 ? near : told;
  return credential === undefined || others.length > 0
    ? []
    : [`credential: ${credential.name} of container ${container}, from ${credential.from}`];
}
