import { expect, it } from 'vitest';
import { readWorkflowPlaces } from '../../src/github/workflow-place.ts';

const STEP = `jobs:
  deploy:
    steps:
      - uses: org/ecs-express-deploy@v1
        with:
          task-definition: |
            family: web

            cpu: "256"
            taskRoleArn: arn:aws:iam::\${{ vars.ACCOUNT }}:role/web
`;
const TEXT = 'family: web\n\ncpu: "256"\ntaskRoleArn: arn:aws:iam::111122223333:role/web\n';
const REF = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/deploy.yml@refs/heads/x',
};

async function place(
  line: number,
  { workflow = STEP, text = TEXT, environment = REF }: { workflow?: string; text?: string; environment?: object } = {},
) {
  const origin = { kind: 'input', input: 'task-definition', line, column: 6, endColumn: 11 } as const;
  const files = {
    read: async (path: string) => {
      if (path !== '.github/workflows/deploy.yml') throw new Error(`ENOENT: ${path}`);
      return new TextEncoder().encode(workflow);
    },
    list: async () => [],
    writeOutput: async () => '',
  };
  const find = await readWorkflowPlaces([origin], { files, environment: { ...environment }, read: () => text });
  return find(origin);
}

it('finds the line and the column of the workflow', async () => {
  expect(await place(3)).toEqual({ file: '.github/workflows/deploy.yml', line: 9, column: 18, endColumn: 23 });
});

it.each([
  ['${{ a }}/web:${{ b }}-x', 'image: r/web:1-x', true],
  ['r/${{ a }}:${{ b }}', 'image: r/web:1', true],
  ['r/${{ a }}:${{ b }}', 'image: r/web', false],
  ['${{ a }}-x${{ b }}x', 'image: -x', false],
])('a line with %s can be %s: %s', async (written, filled, isFound) => {
  const workflow = `jobs:\n    family: web\n    image: ${written}\n`;
  const found = await place(2, { workflow, text: `family: web\n${filled}\n` });
  expect(found?.line).toBe(isFound ? 3 : undefined);
});

it('finds only the line where an expression was filled in', async () => {
  expect(await place(4)).toEqual({ file: '.github/workflows/deploy.yml', line: 10 });
});

it.each([
  ['the text is there twice', { workflow: STEP + STEP }],
  ['the text is not there', { text: 'family: app\ncpu: "256"\n' }],
  ['the workflow is of another repository', { environment: { ...REF, GITHUB_REPOSITORY: 'acme/app' } }],
  ['there is no such file', { environment: { ...REF, GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/x.yml@main' } }],
  [
    'the path leads elsewhere',
    { environment: { ...REF, GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/../../deploy.yml@main' } },
  ],
  ['the host names no workflow', { environment: {} }],
  ['the text has one line', { text: '{family: web}', workflow: '  {family: web}' }],
])('finds nothing if %s', async (_, given) => {
  expect(await place(1, given)).toBeUndefined();
});
