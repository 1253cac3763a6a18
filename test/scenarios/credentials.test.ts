import { describe, expect, it } from 'vitest';
import { play, QUICK_START } from './play.ts';

const NOWHERE = {
  AWS_CONFIG_FILE: 'none',
  AWS_SHARED_CREDENTIALS_FILE: 'none',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const WITHOUT_KEYS = { ...NOWHERE, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const CONFIG = '[profile prod]\nregion = us-east-1\naws_access_key_id = AKIDOTHER\naws_secret_access_key = example\n';

const planned = async (environment: Record<string, string | undefined>) =>
  await play({
    built: true,
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, mode: 'plan' },
    files: { 'aws-config': CONFIG },
    environment,
  });

describe('AWS_PROFILE together with keys in the environment', () => {
  it('is a warning that names both', async () => {
    const { outputs, log } = await planned({ ...NOWHERE, AWS_PROFILE: 'prod', AWS_CONFIG_FILE: 'aws-config' });
    expect(outputs['outcome']).toBe('planned');
    expect(log).toMatch(/::warning title=credentials-twice.*AWS_PROFILE \("prod"\) and AWS_ACCESS_KEY_ID/);
  });

  it('is an error that names the profile if it does not exist', async () => {
    const { log, exitCode } = await planned({ ...NOWHERE, AWS_PROFILE: 'production' });
    expect(exitCode).toBe(1);
    expect(log).toContain('The AWS profile "production"');
    expect(log).toContain('AWS_PROFILE');
  });
});

it('names the missing token file, and what writes it', async () => {
  const { log, exitCode } = await planned({
    ...WITHOUT_KEYS,
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/run/no/token',
  });
  expect(exitCode).toBe(1);
  expect(log).toContain('/run/no/token');
  expect(log).toContain('aws-actions/configure-aws-credentials');
  expect(log).not.toContain('network');
});

it('says that there are no credentials at all', async () => {
  const { log } = await planned(WITHOUT_KEYS);
  expect(log).toContain('There are no AWS credentials');
  expect(log).toContain('id-token: write');
});
