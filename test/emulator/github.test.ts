import { getOctokit } from '@actions/github';
import { expect, onTestFinished, test } from 'vitest';
import { startGitHub } from '../../emulator/github.ts';
import type { GitHub } from '../../emulator/github-repository.ts';

const REPOSITORY = { owner: 'acme', repo: 'shop' };
const NOTHING = (): void => {};
const SILENT = { debug: NOTHING, info: NOTHING, warn: NOTHING, error: NOTHING };

/** The stand-in with GitHub's own client in front of it. */
async function open(given: Partial<GitHub> = {}, options: { token?: string; under?: string } = {}) {
  const emulator = await startGitHub({ refs: new Set(['main']), issues: new Set([7]), ...given });
  onTestFinished(() => emulator.close());
  const { rest } = getOctokit(options.token ?? 'ghs_example', {
    baseUrl: `${emulator.url}${options.under ?? ''}`,
    log: SILENT,
  });
  return { ...emulator, ...rest };
}

test("speaks GitHub's REST API to one token", async () => {
  const { issues } = await open({}, { under: '/api/v3' });
  expect(await issues.listComments({ ...REPOSITORY, issue_number: 7 })).toMatchObject({ status: 200, data: [] });

  const stranger = await open({}, { token: 'ghs_other' });
  await expect(stranger.issues.listComments({ ...REPOSITORY, issue_number: 7 })).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('Bad credentials') as string,
  });

  const reader = await open({ permissions: new Set() });
  await expect(reader.issues.createComment({ ...REPOSITORY, issue_number: 7, body: 'hello' })).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Resource not accessible by integration') as string,
  });

  const hidden = await open({ permissions: new Set(), private: true });
  await expect(hidden.issues.listComments({ ...REPOSITORY, issue_number: 7 })).rejects.toMatchObject({ status: 404 });
});

test('says whether a pull request is open', async () => {
  const { pulls } = await open({ issues: new Set([17, 18]), closed: new Set([17]) });
  const stateOf = async (pull_number: number) => (await pulls.get({ ...REPOSITORY, pull_number })).data.state;
  expect(await stateOf(17)).toBe('closed');
  expect(await stateOf(18)).toBe('open');
  await expect(stateOf(19)).rejects.toMatchObject({ status: 404 });
});

test('creates deployments of refs that exist', async () => {
  const { repos, github } = await open({ pendingContexts: true, behind: true });
  const create = (more: object) => repos.createDeployment({ ...REPOSITORY, ref: 'main', ...more });
  await expect(create({ ref: 'gone' })).rejects.toMatchObject({ status: 422 });
  await expect(create({ auto_merge: false })).rejects.toMatchObject({ status: 409 });
  expect(await create({ required_contexts: [] })).toMatchObject({ status: 202 });
  expect(github.deployments).toEqual([]);
  expect(await create({ auto_merge: false, required_contexts: [] })).toMatchObject({
    status: 201,
    data: { id: 1, task: 'deploy', environment: 'production', production_environment: true },
  });

  const reader = await open({ permissions: new Set(['issues']) });
  await expect(reader.repos.createDeployment({ ...REPOSITORY, ref: 'main' })).rejects.toMatchObject({ status: 403 });
});

test('keeps the statuses of a deployment', async () => {
  const { repos, github } = await open();
  const status = (id: number, more: object) =>
    repos.createDeploymentStatus({ ...REPOSITORY, deployment_id: id, state: 'success', ...more });
  for (const environment of ['web', 'web', 'production', 'production'])
    await repos.createDeployment({ ...REPOSITORY, ref: 'main', environment, required_contexts: [] });
  await expect(status(1, { state: 'done' })).rejects.toMatchObject({ status: 422 });
  await expect(status(1, { description: 'x'.repeat(141) })).rejects.toMatchObject({ status: 422 });
  await expect(status(9, {})).rejects.toMatchObject({ status: 404 });
  for (const { id } of github.deployments) await status(id, { description: 'x'.repeat(140) });
  expect(github.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
    'inactive',
    'success',
    'success',
    'success',
  ]);
});

test('lists deployments and their statuses', async () => {
  const { repos } = await open({ permissions: new Set(['deployments']) });
  const listed = async (more: object) => {
    const { data } = await repos.listDeployments({ ...REPOSITORY, ...more });
    return data.map(({ id }) => id);
  };
  for (const environment of ['web', 'api', 'web'])
    await repos.createDeployment({ ...REPOSITORY, ref: 'main', environment, required_contexts: [] });
  expect(await listed({})).toEqual([3, 2, 1]);
  expect(await listed({ environment: 'web', task: 'deploy' })).toEqual([3, 1]);
  expect(await listed({ environment: 'web', per_page: 1, page: 2 })).toEqual([1]);
  expect(await listed({ task: 'migrate' })).toEqual([]);
  const on = { ...REPOSITORY, deployment_id: 3 };
  for (const state of ['in_progress', 'success'] as const) await repos.createDeploymentStatus({ ...on, state });
  const { data } = await repos.listDeploymentStatuses(on);
  expect(data.map(({ id, state }) => [id, state])).toEqual([
    [2, 'success'],
    [1, 'in_progress'],
  ]);
  await expect(repos.listDeploymentStatuses({ ...on, deployment_id: 9 })).rejects.toMatchObject({ status: 404 });
});

test('lists comments by page, creates and updates them', async () => {
  const { issues } = await open();
  const on = { ...REPOSITORY, issue_number: 7 };
  for (let number = 1; number <= 31; number += 1) await issues.createComment({ ...on, body: `number ${number}` });
  const { data, headers } = await issues.listComments(on);
  expect(data.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(headers.link).toMatch(/page=2>; rel="next"/u);
  const second = await issues.listComments({ ...on, page: 2 });
  expect(second.data).toMatchObject([{ id: 31, body: 'number 31', user: { type: 'Bot' } }]);
  await issues.updateComment({ ...REPOSITORY, comment_id: 31, body: 'x'.repeat(65_536) });
  await expect(issues.updateComment({ ...REPOSITORY, comment_id: 31, body: 'x'.repeat(65_537) })).rejects.toMatchObject(
    {
      status: 422,
      message: expect.stringContaining('Body is too long (maximum is 65536 characters)') as string,
    },
  );
  await expect(issues.createComment({ ...on, issue_number: 8, body: 'x' })).rejects.toMatchObject({ status: 404 });
});
