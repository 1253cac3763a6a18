import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse as parseJson } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { checkFields } from '../../src/check/schema.ts';
import { readManifest } from '../../src/inputs/manifest.ts';
import { decodeText } from '../../src/render/encoding.ts';
import { addressOf, SCHEMAS, type SchemaName } from '../../src/terminal/schema/address.ts';
import { toSchema } from '../../src/terminal/schema/schemas.ts';
import { bytesOf, filesOf, OWN, readCorpus } from '../corpus.ts';
import { FILES } from '../examples/index.ts';
import { runCommandLine } from './run-command-line.ts';

/** Strict about what a schema may say, so that an editor never finds a keyword that it does not know. */
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
ajv.addKeyword('patternErrorMessage');
const validators = Object.fromEntries(SCHEMAS.map((name) => [name, ajv.compile(toSchema(name))]));

function validatorOf(name: SchemaName): ValidateFunction {
  return validators[name] as ValidateFunction;
}

/** Where a document breaks its schema. */
function faultsOf(name: SchemaName, value: unknown): string[] {
  const validate = validatorOf(name);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function parse(file: string, text: string): unknown {
  return /\.ya?ml$/.test(file) ? (parseYaml(text, { merge: true }) as unknown) : (parseJson(text) as unknown);
}

/** The schema that an example refers to, as an editor finds it. */
function referenceIn(text: string): SchemaName | undefined {
  const [, address] = /(?:"\$schema": "|\$schema=)(https:[^"\s]+)/.exec(text) ?? [];
  return SCHEMAS.find((name) => addressOf(name) === address);
}

const DOCUMENTS = Object.entries(FILES).filter(
  ([file]) => !/^examples\/(workflows|ci)\/|\.(md|env)$|appspec/.test(file),
);

describe('the examples', () => {
  it.each(DOCUMENTS)('%s refers to its schema and keeps to it', (file, text) => {
    const name = referenceIn(text);
    expect(name).toBeDefined();
    expect(faultsOf(name!, parse(file, text))).toEqual([]);
  });

  it('are there for every schema', () => {
    const names = new Set(DOCUMENTS.map(([, text]) => referenceIn(text)));
    expect(names).toEqual(new Set(SCHEMAS));
  });
});

describe('the corpus', () => {
  const corpus = readCorpus(OWN);
  const sound = filesOf(corpus, 'task-definition').filter(([, { verdict }]) => verdict === 'valid');
  it.each(sound)('%s keeps to the schema', (file) => {
    const decoded = decodeText(bytesOf(corpus, file));
    const text = 'text' in decoded ? decoded.text : '';
    expect(
      faultsOf('task-definition', text.startsWith('{') ? parseJson(text) : parseYaml(text, { merge: true })),
    ).toEqual([]);
  });
});

const WEB = { name: 'web', image: 'web:1' };
const task = (more: object, container: object = {}): object => ({
  family: 'web',
  containerDefinitions: [{ ...WEB, ...container }],
  ...more,
});

describe('a mistake in a task definition is one for the checks too', () => {
  const locate = () => ({ kind: 'input', input: 'task-definition' }) as const;
  it.each<[what: string, value: object, rule: string, place: string]>([
    ['an unknown field', task({ familly: 'web' }), 'unknown-field', ' must NOT have additional properties'],
    ['one in a container', task({}, { imge: 'web' }), 'unknown-field', '/containerDefinitions/0 must NOT have'],
    ['a number for a text', task({ cpu: 256 }), 'wrong-type', '/cpu must be string'],
    ['a text for a number', task({}, { memory: '512' }), 'wrong-type', '/containerDefinitions/0/memory must match'],
    ['a fraction', task({}, { memory: 1.5 }), 'wrong-type', '/containerDefinitions/0/memory must be integer'],
    [
      'a text for a boolean',
      task({}, { essential: 'true' }),
      'wrong-type',
      '/containerDefinitions/0/essential must match',
    ],
    ['a number for a boolean', task({}, { essential: 1 }), 'wrong-type', '/containerDefinitions/0/essential must be'],
    ['a text for a list', task({}, { command: 'run' }), 'wrong-type', '/containerDefinitions/0/command must be array'],
    [
      'a number in a list',
      task({}, { command: [1] }),
      'wrong-type',
      '/containerDefinitions/0/command/0 must be string',
    ],
    ['a text for a structure', task({ runtimePlatform: 'LINUX' }), 'wrong-type', '/runtimePlatform must be object'],
    [
      'a number in a map',
      task({}, { dockerLabels: { one: 1 } }),
      'wrong-type',
      '/containerDefinitions/0/dockerLabels/one',
    ],
    ['an unknown value', task({ networkMode: 'vpc' }), 'bad-value', '/networkMode must be equal to one of'],
    [
      'one in a list',
      task({ requiresCompatibilities: ['fargate'] }),
      'bad-value',
      '/requiresCompatibilities/0 must be equal to one of',
    ],
    ['no family', { containerDefinitions: [WEB] }, 'missing-field', " must have required property 'family'"],
    [
      'a container without a name',
      { family: 'web', containerDefinitions: [{ image: 'web:1' }] },
      'missing-field',
      "/containerDefinitions/0 must have required property 'name'",
    ],
  ])('%s', (_, value, rule, place) => {
    expect(faultsOf('task-definition', value)).toContainEqual(expect.stringContaining(place));
    expect(checkFields(value, locate).map((one) => one.rule)).toContain(rule);
  });
});

describe('what a deploy accepts', () => {
  const filled = task({ networkMode: '${MODE}', ephemeralStorage: { sizeInGiB: '${SIZE}' } }, { essential: '${YES}' });
  it.each<[what: string, name: SchemaName, value: unknown]>([
    ['placeholders', 'task-definition', filled],
    ['null for a field that is not set', 'task-definition', task({ cpu: null, networkMode: null, volumes: null })],
    ['what AWS added', 'task-definition', task({ revision: 3, status: 'ACTIVE', registeredAt: '2026-01-01' })],
    ['an answer of AWS', 'task-definition', { taskDefinition: task({ revision: 3 }), tags: [] }],
    ['a reference to the schema', 'task-definition', task({ $schema: addressOf('task-definition') })],
    ['a part of a structure', 'service-definition', { deploymentConfiguration: { deploymentCircuitBreaker: {} } }],
    ['fields of an update', 'service-definition', { service: 'web', forceNewDeployment: true }],
    ['described services', 'service-definition', { services: [{ serviceName: 'web', runningCount: 2, events: [] }] }],
    ['a described service', 'service-definition', { service: { serviceName: 'web', status: 'ACTIVE' } }],
    ['what UpdateService changes', 'express-service-definition', { deploymentConfiguration: { bakeTimeInMinutes: 5 } }],
  ])('%s', (_, name, value) => {
    expect(faultsOf(name, value)).toEqual([]);
  });
});

describe('a service definition', () => {
  it.each<[what: string, name: SchemaName, value: unknown, place: string]>([
    ['an unknown field', 'service-definition', { desiredcount: 1 }, ' must NOT have additional properties'],
    ['one in an answer', 'service-definition', { services: [{ desiredcount: 1 }] }, '/services/0 must NOT have'],
    ['two services', 'service-definition', { services: [{}, {}] }, '/services must NOT have more than 1 items'],
    ['a wrong type', 'service-definition', { desiredCount: '2' }, '/desiredCount must match'],
    [
      'an unknown value',
      'service-definition',
      { deploymentConfiguration: { strategy: 'BLUE' } },
      '/deploymentConfiguration/strategy must be equal',
    ],
    ['a field of the other kind', 'express-service-definition', { launchType: 'FARGATE' }, ' must NOT have'],
    [
      'what Express decides',
      'express-service-definition',
      { deploymentConfiguration: { maximumPercent: 200 } },
      '/deploymentConfiguration must NOT have',
    ],
  ])('%s', (_, name, value, place) => {
    expect(faultsOf(name, value)).toContainEqual(expect.stringContaining(place));
  });
});

describe('a manifest', () => {
  const problemsOf = (value: unknown) =>
    readManifest({ name: 'system.yml', kind: 'document', value, locate: () => ({ kind: 'input', input: 'manifest' }) })
      .problems;
  it.each<[what: string, value: unknown]>([
    ['a service without keys', { services: { web: null } }],
    [
      'numbers and booleans as they are',
      { services: { web: { 'desired-count': 2, 'image-tag': 12, schedules: true } } },
    ],
    ['the same as text', { services: { web: { 'desired-count': '2', 'force-new-deployment': 'yes' } } }],
    ['placeholders', { services: { web: { 'desired-count': '${COUNT}', 'on-pause': '${PAUSE}', image: '${IMAGE}' } } }],
    [
      'maps, lists and lines',
      { services: { web: { tags: { team: 'web' }, images: [{ name: 'a', image: 'b' }], variables: 'A=1' } } },
    ],
    [
      'waves, defaults and anchors',
      { 'x-base': {}, defaults: { cluster: 'prod', wave: 2 }, services: { web: { wave: 1 } } },
    ],
    [
      'documents in it',
      { services: { web: { 'task-definition': task({}), 'service-definition': { desiredCount: 2 } } } },
    ],
    [
      'an Express document in it',
      { services: { web: { 'service-definition': { healthCheckPath: '/', desiredCount: 2 } } } },
    ],
  ])('%s', (_, value) => {
    expect(faultsOf('manifest', value)).toEqual([]);
    expect(problemsOf(value)).toEqual([]);
  });

  it.each<[what: string, value: unknown, place: string]>([
    ['no services', { defaults: {} }, " must have required property 'services'"],
    ['an unknown key', { services: { web: { replicas: 2 } } }, '/services/web must NOT have additional properties'],
    ['an input of the step', { services: { web: { mode: 'plan' } } }, '/services/web must NOT have'],
    ['a name in the defaults', { defaults: { service: 'web' }, services: { web: {} } }, '/defaults must NOT have'],
    ['a wave that is text', { services: { web: { wave: '1' } } }, '/services/web/wave must be integer'],
    ['a list for a text', { services: { web: { image: ['a'] } } }, '/services/web/image must be string'],
    [
      'a list without names',
      { services: { web: { tags: [{ key: 'a' }] } } },
      "/services/web/tags/0 must have required property 'value'",
    ],
  ])('%s', (_, value, place) => {
    expect(faultsOf('manifest', value)).toContainEqual(expect.stringContaining(place));
    expect(problemsOf(value)).not.toEqual([]);
  });

  it.each<[what: string, input: string, value: unknown]>([
    ['a number outside its range', 'wait-for-minutes', 361],
    ['a text that is no number', 'wait-for-minutes', 'soon'],
    ['a word that is neither true nor false', 'force-new-deployment', 'ja'],
    ['an unknown choice', 'on-pause', 'sleep'],
    ['a mistake in a task definition', 'task-definition', task({ familly: 'web' })],
    ['a mistake in a service definition', 'service-definition', { desiredcount: 2 }],
    ['a mistake in an Express definition', 'service-definition', { healthCheckPath: '/', launchType: 'EC2' }],
    ['a list for a document', 'task-definition', [WEB]],
  ])('%s', (_, input, value) => {
    expect(faultsOf('manifest', { services: { web: { [input]: value } } })).not.toEqual([]);
  });
});

describe('the command', () => {
  it.each(SCHEMAS)('prints what schemas/%s.json holds, which needs no other file', async (name) => {
    const { out, exitCode } = await runCommandLine({ args: ['schema', name] });
    expect(exitCode).toBe(0);
    expect(out).toBe(readFileSync(resolve(import.meta.dirname, `../../schemas/${name}.json`), 'utf8'));
    const definitions = Object.keys((JSON.parse(out) as { definitions: object }).definitions);
    const used = new Set([...out.matchAll(/"\$ref": "([^"]*)"/g)].map(([, reference]) => reference));
    expect(used).toEqual(new Set(definitions.map((one) => `#/definitions/${one}`)));
  });

  it('prints that of the task definition if nothing is said, and knows no others', async () => {
    const { out } = await runCommandLine({ args: ['schema'] });
    expect(JSON.parse(out)).toMatchObject({ $id: addressOf('task-definition') });
    const other = await runCommandLine({ built: true, args: ['schema', 'appspec'] });
    expect([other.out, other.exitCode]).toEqual(['', 2]);
    expect(other.errors).toContain('express-service-definition');
  });
});
