import { describe, expect, it } from 'vitest';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import type { InputSpec } from '../../src/inputs/table/input-spec.ts';
import { DEPLOY, parse, type Given } from './reading.ts';
import { inWords } from '../github/in-words.ts';

function problemOf(given: Given, isSet: (name: string) => boolean = () => false) {
  const { problems } = parse(given, { names: [], isSet });
  return problems.filter(({ rule }) => rule === 'unexpanded-variable');
}

describe('an expression that was not evaluated', () => {
  it.each<[InputName, string]>([
    ['image', '${{ steps.build.outputs.image }}'],
    ['cluster', "prod-${{ vars.STAGE || 'a' }}"],
    ['variables', 'TAG=v-${{ github.sha }}'],
    ['desired-count', '${{ inputs.count }}'],
  ])('%s: %s', (name, text) => {
    const [problem, ...more] = problemOf({ ...DEPLOY, [name]: text });
    expect(more).toEqual([]);
    expect(inWords(problem?.message)).toMatch(new RegExp(`"${name}" contains .*evaluate`));
    expect(inWords(problem?.message)).toContain(text.slice(text.indexOf('${{')));
  });

  it('may belong to the program', () => {
    expect(problemOf({ ...DEPLOY, 'environment-variables': 'TEMPLATE=${{ name }}' })).toEqual([]);
  });
});

describe('what GitHub does not expand', () => {
  it.each([
    ['$ECR_REGISTRY/web:1', '`$ECR_REGISTRY`', '`${{ env.ECR_REGISTRY }}`'],
    ['${ECR_REGISTRY}/web:1', '`${ECR_REGISTRY}`', '`${{ env.ECR_REGISTRY }}`'],
    ['$env:REGISTRY/web:1', '`$env:REGISTRY`', '`${{ env.REGISTRY }}`'],
    ['web:$GITHUB_SHA', '`$GITHUB_SHA`', '`${{ github.sha }}`'],
    ['web:${GITHUB_RUN_NUMBER}', '`${GITHUB_RUN_NUMBER}`', '`${{ github.run_number }}`'],
    ['web:{{ github.sha }}', '`{{ github.sha }}`', '`${{ github.sha }}`'],
    ['$A/$B:$A', '`$A` and `$B`', '`${{ env.A }}` and `${{ env.B }}`'],
    ['web:$(git rev-parse HEAD)', '`$(…)`', '`${{ steps.<id>.outputs.<name> }}`'],
  ])('%s', (image, written, expression) => {
    const [problem, ...more] = problemOf({ service: 'web', image });
    expect(more).toEqual([]);
    expect(inWords(problem?.message)).toBe(
      `Input "image" contains ${written}, which GitHub does not expand in an input.`,
    );
    expect(inWords(problem?.fix)).toContain(expression);
    expect(problem?.severity).toBe('error');
  });

  it('is found in time, however many blanks follow', () => {
    expect(problemOf({ service: 'web', image: `web:1${'{{ github.sha '.repeat(2)}${' '.repeat(120_000)}` })).toEqual(
      [],
    );
  });

  const LEFT_ALONE: InputName[] = ['environment-variables', 'docker-labels', 'command', 'run-task-container-overrides'];
  const SOME: InputName[] = ['variables', 'log-configuration-options', 'github-token'];
  const names = Object.keys(INPUTS) as InputName[];

  it.each(names.filter((name) => ![...LEFT_ALONE, ...SOME].includes(name)))('is reported in %s, once', (name) => {
    const { problems } = parse({ ...DEPLOY, [name]: textOf(name) });
    const own = problems.filter(({ origin }) => origin.kind === 'input' && origin.input === name);
    expect(own.map(({ rule }) => rule)).toEqual(['unexpanded-variable']);
  });

  it.each(LEFT_ALONE)('may be intended in %s', (name) => {
    expect(problemOf({ ...DEPLOY, [name]: textOf(name) })).toEqual([]);
  });

  it('is the log router’s own in log options, but not in those of awslogs', () => {
    expect(problemOf({ ...DEPLOY, 'log-configuration-options': 'Match=${TAG}\nHost=$HOST' })).toEqual([]);
    expect(problemOf({ ...DEPLOY, 'log-configuration-options': 'awslogs-group=/ecs/$GROUP' })).toHaveLength(1);
  });

  it.each([
    ['TAG=$GITHUB_SHA', 1],
    ['TAG=${IMAGE_TAG}', 1],
    ['NAME=${NAME}', 0],
    ['COMMAND=echo $HOME', 0],
    ['TAG=v-$RELEASE', 1],
    ['PASSWORD=a$WORD1x', 0],
  ])('in variables is one where it stands alone or the step has it: %s', (variables, count) => {
    expect(problemOf({ ...DEPLOY, variables }, (name) => name === 'RELEASE')).toHaveLength(count);
  });

  it.each(['web:1$', 'a$1', '100$ off', '$', '${}', '{{name}}', '{{ .Name }}'])('is not %s', (text) => {
    expect(problemOf({ ...DEPLOY, 'codedeploy-deployment-description': text })).toEqual([]);
  });
});

function textOf(name: InputName): string {
  const { type }: InputSpec = INPUTS[name];
  if (type === 'pairs') return 'key=$NAME';
  if (type === 'json-array') return '["$NAME"]';
  if (type === 'json-object') return '{"a":"$NAME"}';
  return '$NAME';
}
