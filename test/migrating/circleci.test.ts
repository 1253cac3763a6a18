import { describe, expect, it } from 'vitest';
import { toProgram, type AskedRun } from '../../src/terminal/arguments.ts';
import { splitShellWords } from '../../src/inputs/shell-words.ts';
import { actions } from '../scenarios/play-codedeploy.ts';
import { play, type Played } from '../scenarios/play.ts';
import { blockOf, rowsOf } from './page.ts';

const SHA = '1f0c2a9d1f0c2a9d1f0c2a9d1f0c2a9d1f0c2a9d';
const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

/** The command of the page with these flags instead of the image, as a job would run it. */
async function job(flags: string): Promise<Played> {
  const line = /cli\.js (.*)$/m.exec(blockOf('CircleCI', 'yaml'))?.[1] ?? '';
  const split = splitShellWords(line.replace('"$CIRCLE_SHA1"', SHA).replace(/--image-tag \S+/, flags));
  if (!('words' in split)) throw new Error(line);
  let asked: AskedRun | undefined;
  const program = toProgram({ version: '1', run: async (one) => void (asked = one) });
  await program.parseAsync(['node', 'cli.js', ...split.words.map(({ text }) => text)]);
  const { mode = 'deploy', inputs = {} } = asked ?? {};
  return await play({ scenario: 'classic-healthy', inputs: { mode, ...inputs } });
}

const told = (played: Played): string => [played.outputs['outcome'], ...actions(played)].join(' ');

async function registered(flags: string): Promise<string> {
  const played = await job(flags);
  expect(told(played)).toBe('succeeded RegisterTaskDefinition UpdateService');
  return JSON.stringify(played.writes[0]?.params);
}

/** `undefined`: the row names no flag that changes what AWS is sent. */
const ROWS: Record<string, (() => Promise<void>) | undefined> = {
  '`family`, `service_name`': undefined,
  '`cluster`, `profile_name`, `region`': undefined,
  '`container_image_name_updates` with `tag`': async () =>
    expect(await registered(`--image-tag ${SHA}`)).toContain(`/web:${SHA}"`),
  'the same with `image-and-tag`': async () =>
    expect(await registered(`--images web=${ECR}/web:2.0.0`)).toContain(`${ECR}/web:2.0.0"`),
  '`container_env_var_updates`': async () =>
    expect(await registered('--environment-variables HOSTS=a,b --container-name web')).toContain(
      '{"name":"HOSTS","value":"a,b"}',
    ),
  '`container_secret_updates`': async () =>
    expect(await registered('--secrets TOKEN=arn:aws:ssm:us-east-1:123456789012:parameter/token')).toContain(
      '"valueFrom":"arn:aws:ssm:us-east-1:123456789012:parameter/token"',
    ),
  '`container_docker_label_updates`': async () =>
    expect(await registered('--docker-labels team=shop')).toContain('"dockerLabels":{"team":"shop"}'),
  '`task_definition_tags`': async () =>
    expect(await registered('--tags team=shop')).toContain('"tags":[{"key":"team","value":"shop"}]'),
  '`force_new_deployment`': async () =>
    expect(told(await job('--force-new-deployment'))).toBe('succeeded UpdateService'),
  '`enable_circuit_breaker`': undefined,
  '`verify_revision_is_deployed`': async () =>
    expect((await job('--force-new-deployment --no-wait-for-service-stability')).outputs['outcome']).toBe('started'),
  '`max_poll_attempts`, `poll_interval`': undefined,
  '`fail_on_verification_timeout: false`': undefined,
  '`skip_task_definition_registration`': undefined,
  '`deployment_controller`, `codedeploy_*`': undefined,
};

describe('from the CircleCI orb: the page has a row for', () => {
  it('all that these tests run, and nothing else', () => expect(rowsOf('CircleCI')).toEqual(Object.keys(ROWS)));

  it.each(Object.entries(ROWS).flatMap(([row, run]) => (run === undefined ? [] : [{ row, run }])))(
    '$row',
    async ({ run }) => await run(),
  );
});
