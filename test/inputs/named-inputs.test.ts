import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { PATTERN_GROUPS } from '../../src/explain/patterns.ts';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import type { InputSpec } from '../../src/inputs/table/input-spec.ts';

/** A fix that names an input must name one that exists: this reads every sentence of the sources. */

const SOURCES = resolve(import.meta.dirname, '../../src');

/** What is spelled like an input in a sentence, and is none. */
const OTHERS: readonly string[][] = [
  // names of characters, and examples of values
  ['no-break', 'zero-width', 'non-joiner', 'left-to-right', 'right-to-left', 'eu-west-1', 'subnet-1', 'subnet-2'],
  ['blue-green', 'clean-up', 'comma-separated', 'customer-managed', 'identity-based', 'multi-platform', 'on-demand'],
  [
    'dual-stack',
    'one-off',
    'pull-through',
    'read-only',
    'resource-based',
    'rollback-all',
    'rolled-back',
    'scale-in',
    'service-linked',
  ],
  ['single-platform', 'target-group', 'task-level', 'timed-out'],
  // placeholders and examples of verified releases
  ['test-endpoint', 'checkout-5xx', 'link-local'],
  // inputs of aws-actions/configure-aws-credentials
  ['aws-region', 'inline-session-policy', 'managed-session-policies', 'mask-aws-account-id'],
  ['role-duration-seconds', 'role-to-assume'],
  // keys and commands of the workflow that the command line writes
  ['get-login-password', 'persist-credentials', 'runs-on', 'timeout-minutes'],
  // options of the awslogs driver
  ['awslogs-create-group', 'awslogs-group', 'awslogs-region', 'awslogs-stream-prefix'],
  ['awslogs-datetime-format', 'awslogs-multiline-pattern', 'json-file', 'max-buffer-size'],
  // subcommands of the AWS CLI
  [
    'associate-kms-key',
    'continue-service-deployment',
    'create-log-group',
    'create-service-linked-role',
    'describe-task-definition',
  ],
  ['create-application', 'create-task-set'],
  ['create-deployment-group', 'create-role', 'create-service', 'get-caller-identity', 'put-role-policy'],
  ['delete-service', 'describe-scaling-activities', 'describe-services', 'describe-tasks'],
  ['execute-command', 'modify-target-group', 'modify-target-group-attributes', 'update-capacity-provider'],
  ['get-bucket-location', 'get-parameter-history', 'get-resource-policy', 'list-gateway-routes'],
  ['list-service-deployments', 'list-task-definitions', 'put-cluster-capacity-providers', 'put-secret-value'],
  [
    'put-attributes',
    'describe-alarm-history',
    'update-index',
    'describe-certificate',
    'describe-container-instances',
    'describe-service-revisions',
    'task-iam-role',
  ],
  ['describe-secret', 'modify-listener', 'modify-rule', 'modify-vpc-endpoint'],
  ['deregister-targets', 'describe-pull-through-cache-rules', 'update-function-configuration'],
  ['cancel-key-deletion', 'enable-key'],
  ['delete-task-set', 'describe-capacity-providers', 'put-function-concurrency'],
  ['update-container-agent', 'update-service-setting'],
  ['restore-secret', 'set-subnets', 'update-service', 'update-task-protection'],
  ['application-autoscaling', 'register-scalable-target', 'untag-resource'],
  // settings, packages and tools of programs that run in containers
  [
    'non-existent',
    'non-debug',
    'require-dev',
    'redis-check-aof',
    'redis-check-rdb',
    'aws-lc-rs',
    'tsc-alias',
    'amazon-efs-utils',
    'apt-file',
    'insecure-registries',
    'baseline-version',
    'jdbc-url',
    'tzinfo-data',
    'apt-get',
    'build-base',
    'react-scripts',
    'redis-cli',
    'ca-certificates',
    'update-ca-certificates',
    'clear-checksums',
    'docker-hub',
    'docker-php-ext-enable',
    'docker-php-ext-install',
    'eclipse-temurin',
    'dejavu-sans-fonts',
    'env-var',
    'flush-hosts',
    'fonts-dejavu-core',
    'icu-data-full',
    'icu-libs',
    'kafka-acls',
    'libicu-dev',
    'libpq-dev',
    'percent-encoded',
    'postgresql-dev',
    'ttf-dejavu',
    'www-data',
  ],
  ['php-fpm', 'splunk-caname', 'splunk-capath', 'splunk-token'],
  ['allkeys-lru', 'concurrent-ruby', 'leak-detection-threshold', 'maxmemory-policy'],
  ['allocated-storage', 'flood-stage', 'max-allocated-storage', 'pydantic-settings', 'uuid-ossp'],
  ['force-compression', 'node-postgres', 'not-found', 'redis-py'],
  ['lookup-events', 'temporal-cassandra-tool', 'temporal-sql-tool', 'update-schema'],
  ['config-file-value', 'golang-migrate', 'release-locks', 'ssl-mode'],
  ['create-access-point', 'create-http-namespace', 'describe-images', 'get-task-protection', 'nvidia-smi'],
  ['default-address-pools', 'describe-clusters', 'list-container-instances', 'describe-key'],
  ['create-repository', 'describe-access-points', 'list-grants', 'list-services-by-namespace'],
  // permissions of a workflow, a port of a target group, and programs
  [
    'fine-grained',
    'id-token',
    'pull-requests',
    'read-all',
    'write-all',
    'traffic-port',
    'ecs-express-deploy',
    'yaml-language-server',
    'rev-parse',
    'systemd-timesyncd',
  ],
];
const CHARACTERS = ['a-f', 'a-z'];

const LITERAL = /'(?<single>(?:[^'\\\n]|\\.)*)'|`(?<template>(?:[^`\\]|\\.)*)`|"(?<double>(?:[^"\\\n]|\\.)*)"/g;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const NAME = /(?<![\w./:§@-])[a-z]+(?:-[a-z0-9]+)+(?![\w/@§-]|[.:][\w/§])/g;
const SETTING = /(?<![\w./:§@-])(?<name>[a-z]+(?:-[a-z0-9]+)*): (?<value>[a-z]+(?:-[a-z]+)*)(?![\w/§-])/g;

/** Every text of the sources that has a space, with `§` where something is filled in. */
const SENTENCES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => {
    const source = readFileSync(join(SOURCES, path), 'utf8').replaceAll(COMMENT, '');
    return [...source.matchAll(LITERAL)].map(({ groups }) =>
      Object.values(groups ?? {})
        .join('')
        .replaceAll(/\$\{[^}]*\}/g, '§'),
    );
  })
  .filter((text) => text.includes(' '));

const named = (sentences: readonly string[]): Set<string> =>
  new Set(sentences.flatMap((text) => text.match(NAME) ?? []));

it('names no input that does not exist', () => {
  const causes = PATTERN_GROUPS.flatMap(({ patterns }) => patterns.map(({ id }) => id));
  const known = new Set<string>([...Object.keys(INPUTS), ...causes, ...OTHERS.flat(), ...CHARACTERS]);
  expect([...named(SENTENCES)].filter((name) => !known.has(name))).toEqual([]);
});

it('lists nothing that no sentence has, so that the list cannot hide an input', () => {
  const there = named(SENTENCES);
  expect([...OTHERS.flat(), ...CHARACTERS].filter((name) => !there.has(name))).toEqual([]);
  expect(OTHERS.flat().filter((name) => name in INPUTS)).toEqual([]);
});

it('sees the inputs of a sentence', () => {
  const fix = 'Set network-configuration, or run-task-subnets: x (aws-region, service-definition.json, `x/a-b`).';
  expect([...named([fix])]).toEqual(['network-configuration', 'run-task-subnets', 'aws-region']);
});

it('gives no input a value that it does not take', () => {
  const wrong = SENTENCES.flatMap((text) => [...text.matchAll(SETTING)]).flatMap(({ groups, 0: all }) => {
    const spec: InputSpec | undefined = INPUTS[groups?.['name'] as InputName];
    const value = groups?.['value'] ?? '';
    if (spec?.type === 'choice' && spec.choices.every((choice) => choice !== value)) return [all];
    return spec?.type === 'boolean' && !['true', 'false'].includes(value) ? [all] : [];
  });
  expect(wrong).toEqual([]);
});
