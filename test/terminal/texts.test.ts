import { expect, it } from 'vitest';
import { formatOutputs } from '../../src/terminal/outputs-file.ts';
import { readProvenance } from '../../src/terminal/provenance.ts';
import { rollbackCommand, withPlace } from '../../src/terminal/rollback-command.ts';

it('outputs are dotenv lines', () => {
  expect(formatOutputs({ outcome: 'succeeded', 'task-definition-arn': 'arn:x', odd: 'a\nINJECTED=1' })).toBe(
    'ECS_OUTCOME=succeeded\nECS_TASK_DEFINITION_ARN=arn:x\nECS_ODD=a INJECTED=1\n',
  );
});

it('the command that rolls back has the Region and profile of the run, and is quoted for a shell', () => {
  const values = { service: "it's $HOME", 'rollback-to': 'web:1' };
  expect(rollbackCommand({ profile: 'dev' })(values, 'eu-west-1').how).toBe(
    String.raw`run ${'`'}ecs-express-deploy rollback --service 'it'\''s $HOME' --rollback-to web:1 --region eu-west-1 --profile dev${'`'}`,
  );
});

it('a command that a text names works as it stands', () => {
  const place = { service: 'web', cluster: "it's $1", region: 'eu-west-1' };
  expect(
    withPlace('To follow it, run `ecs-express-deploy watch`; `ecs-express-deploy deploy` starts one.', place),
  ).toBe(
    String.raw`To follow it, run ${'`'}ecs-express-deploy watch --service web --cluster 'it'\''s $1' --region eu-west-1${'`'}; ${'`'}ecs-express-deploy deploy${'`'} starts one.`,
  );
});

it('the commit comes from the CI system that runs it', () => {
  const gitlab = { CI_COMMIT_SHA: 'abc', CI_JOB_URL: 'https://gitlab.example/1', GITLAB_USER_LOGIN: 'me' };
  expect(readProvenance(gitlab)).toEqual({ commit: 'abc', runUrl: 'https://gitlab.example/1', actor: 'me' });
  expect(readProvenance({ GIT_COMMIT: 'abc', BUILD_URL: '' })).toEqual({ commit: 'abc' });
  expect(readProvenance({ HOME: '/home/me' })).toEqual({});
});
