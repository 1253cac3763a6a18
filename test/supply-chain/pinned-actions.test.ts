import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const paths = (pattern: string): string[] => globSync(pattern, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));

const WORKFLOWS = paths('{.github,examples}/workflows/*.yml');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...paths('{docs,examples}/**/*.md')];

/** Ours, and what docs/migrating.md shows as the step that ours takes the place of. */
const EXEMPT = /^(\.\/|org\/ecs-express-deploy(\/\.github\/workflows\/deploy\.yml)?@(v1|<commit>)$)/;
const REPLACED =
  /^aws-actions\/amazon-ecs-(render-task-definition@v1|deploy-task-definition@v2|deploy-express-service@v1)$/;

const used = [...WORKFLOWS, ...PAGES].flatMap((path) =>
  [...read(path).matchAll(/^\s*(?:- )?uses: ([^\s`]+)(?: # (\S+))?/gm)].map(([, name = '', version]) => ({
    path,
    name,
    version,
  })),
);
const others = used.filter(
  ({ path, name }) => !EXEMPT.test(name) && !(path === 'docs/migrating.md' && REPLACED.test(name)),
);

test('workflows, examples and pages use actions', () => {
  for (const path of ['README.md', '.github/workflows/ci.yml', 'examples/workflows/canary.yml'])
    expect(others.map((one) => one.path)).toContain(path);
  expect(others.length).toBeGreaterThan(30);
});

test.each(others)('$path: $name is a commit, with its version beside it', ({ name, version }) => {
  expect(name).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
  expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
});

test('one action is at one commit everywhere', () => {
  const commits = new Map<string, Set<string>>();
  for (const { name, version } of others) {
    const [action = '', commit] = name.split('@');
    // The parts of one repository (init, analyze) go together.
    const repository = action.split('/').slice(0, 2).join('/');
    commits.set(repository, (commits.get(repository) ?? new Set()).add(`${commit} ${version}`));
  }
  expect([...commits].filter(([, found]) => found.size > 1)).toEqual([]);
});

interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  /** A reusable workflow has limits of its own. */
  uses?: string;
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

const workflows = WORKFLOWS.map((path) => ({
  path,
  ...(parse(read(path)) as {
    on: Record<string, unknown>;
    permissions?: unknown;
    jobs: Record<string, Job>;
  }),
}));

test.each(workflows)('$path gives each job its own permissions, and pull requests none to write', (workflow) => {
  expect(workflow.permissions).toEqual({});
  expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  for (const job of Object.values(workflow.jobs)) {
    expect(job.permissions).toBeDefined();
    if (job.uses === undefined) expect(job['timeout-minutes']).toBeGreaterThan(0);
  }
});

test.each(workflows)('$path: no checkout leaves its token behind, and no shell is given an expression', ({ jobs }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
  for (const { run = '' } of steps) expect(run).not.toContain('${{');
});

test('a release is signed and published by jobs that can do nothing else', () => {
  const { jobs } = parse(read('.github/workflows/release.yml')) as {
    jobs: Record<string, Job & { needs?: string | string[] }>;
  };
  expect(Object.fromEntries(Object.entries(jobs).map(([name, { permissions }]) => [name, permissions]))).toEqual({
    build: { contents: 'read' },
    attest: { 'id-token': 'write', attestations: 'write', contents: 'read' },
    publish: { contents: 'write' },
    'move-tags': { contents: 'write' },
  });
  // Neither installs packages, and the one that signs runs nothing of ours.
  const commands = (job: string): string => (jobs[job]?.steps ?? []).map(({ run = '' }) => run).join('\n');
  expect(commands('attest').trim()).toBe('');
  expect(commands('publish') + commands('move-tags')).not.toMatch(/\bnpm\b/);
  expect(jobs['publish']?.needs).toEqual(['build', 'attest']);
  expect(jobs['move-tags']?.needs).toEqual(['build', 'publish']);
});
