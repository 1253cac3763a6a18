import { describe, expect, it } from 'vitest';
import { EXAMPLE, play, REGISTRY } from './play.ts';

const METADATA = `# where it goes
AWS_REGION=us-east-1
AWS_ACCOUNT_ID=123456789012
ECR_REPOSITORY=web
ECS_CLUSTER=prod
ECS_SERVICE=web
CONTAINER_NAME=web
TARGET_GROUP_ARN=arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/abc123
REGION=us-east-1
`;
const FOLDER = 'deployment/ecs/web/prod';
const TEMPLATE = EXAMPLE.replace(/"image": "[^"]*"/, '"image": "__IMAGE_URI__"');

const deploy = (more: Partial<Parameters<typeof play>[0]> = {}, metadata = METADATA) =>
  play({
    scenario: 'classic-healthy',
    ...more,
    files: { [`${FOLDER}/metadata.env`]: metadata, [`${FOLDER}/task-definition.json`]: TEMPLATE, ...more.files },
    inputs: { directory: FOLDER, 'image-tag': '1.4.2', ...more.inputs },
  });

const errors = ({ report }: { report: string }): string[] =>
  (
    JSON.parse(report) as {
      problems: {
        rule: string;
        severity: string;
        message: string;
        fix: string;
        origin: { file?: string; line?: number };
      }[];
    }
  ).problems
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message, fix, origin }) => `${origin.file ?? ''}:${origin.line ?? ''} ${rule} ${message} ${fix}`);

describe('the folder of one environment', () => {
  it('and a tag are all that a deploy needs', async () => {
    const played = await deploy();
    expect(played.outputs['outcome']).toBe('succeeded');
    const [registered, updated] = played.writes;
    expect(registered?.params).toMatchObject({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.4.2' }],
    });
    expect(updated?.params).toMatchObject({ service: 'web', cluster: 'prod' });
  });

  it('says that the tag is empty, not that the metadata names a container', async () => {
    const [told] = errors(await deploy({ inputs: { 'image-tag': '' } }));
    expect(told).toMatch(
      /^: empty-image There is no image for container "web": .* are empty\. Set image-tag, or image\./,
    );
  });

  it('is not the place of a failed call', async () => {
    const [told] = errors(await deploy({ environment: { AWS_ACCESS_KEY_ID: '', AWS_EC2_METADATA_DISABLED: 'true' } }));
    expect(told).toMatch(/^: credentials There are no AWS credentials/);
  });

  it('may have Windows line ends and quotes', async () => {
    const metadata = METADATA.replace('ECS_CLUSTER=prod', 'ECS_CLUSTER="prod"').replace(
      'ECS_SERVICE=web',
      "export ECS_SERVICE='web' # live",
    );
    const played = await deploy({}, `\ufeff${metadata.replaceAll('\n', '\r\n')}`);
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(played.writes[1]?.params).toMatchObject({ service: 'web', cluster: 'prod' });
  });

  it.each([
    ['ECS_CLUSTER: prod', /metadata\.env:5 directory-metadata .*Line 5.*KEY=value/],
    ['ECS_CLUSTER="prod', /metadata\.env:5 directory-metadata .*ECS_CLUSTER.*never closed/],
    ['ECS_CLUSTER=prod\nECS_CLUSTER=staging', /metadata\.env:6 directory-metadata .*ECS_CLUSTER.*line 5/],
    ['ECS_CLUSTER=\u201cprod\u201d', /metadata\.env:5 directory-metadata .*ECS_CLUSTER.*typographic/],
  ])('is refused with the line %s, and nothing follows from it', async (line, expected) => {
    const played = await deploy({}, METADATA.replace('ECS_CLUSTER=prod', line));
    expect(errors(played)).toEqual([expect.stringMatching(expected)]);
    expect(played.writes).toEqual([]);
  });

  it('is refused with a metadata.env that cannot be one, and nothing follows from it', async () => {
    const played = await deploy({}, METADATA.repeat(5_000));
    expect(errors(played)).toEqual([expect.stringMatching(/file-unreadable .*metadata\.env.*1 MiB/)]);
    expect(played.writes).toEqual([]);
  });

  it('names the Region where nothing else does', async () => {
    const played = await deploy({ environment: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined } });
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('gives way to the inputs of the step', async () => {
    const image = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
    const played = await deploy({ inputs: { 'image-tag': '', image, mode: 'register' } });
    expect(played.writes[0]?.params).toMatchObject({ containerDefinitions: [{ image }] });
  });

  it('has the settings of the service too', async () => {
    const played = await deploy({
      files: { [`${FOLDER}/service-definition.yaml`]: 'desiredCount: 3\n' },
      inputs: { mode: 'plan' },
    });
    expect(played.summary).toContain('desiredCount');
  });

  it('is the folder of a service in a manifest', async () => {
    const played = await deploy({
      inputs: { directory: '', manifest: `services:\n  web:\n    directory: ${FOLDER}\n` },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes[1]?.params).toMatchObject({ service: 'web', cluster: 'prod' });
  });

  it('is rolled back and checked', async () => {
    const checked = await deploy({ inputs: { mode: 'check' } });
    expect(checked.outputs['outcome']).toBe('checked');
    const watched = await deploy({ inputs: { mode: 'watch', 'image-tag': '' } });
    expect(watched.calls).toContain('DescribeServices');
  });
});

describe('a mistake in a folder', () => {
  it.each([
    [
      'another Region',
      METADATA.replace('AWS_REGION=us-east-1', 'AWS_REGION=ap-east-1'),
      /metadata\.env:5 arn-region The cluster "prod" is in Region ap-east-1, .* us-east-1/,
    ],
    [
      'another account',
      METADATA.replaceAll('AWS_ACCOUNT_ID=123456789012', 'AWS_ACCOUNT_ID=111122223333'),
      /metadata\.env:5 arn-account The cluster "prod" is in account 111122223333, .* 123456789012/,
    ],
    [
      'an account that is none',
      METADATA.replace('ID=123456789012', 'ID=12345'),
      /metadata.env:3 directory-metadata .*12345/,
    ],
    [
      'a repository without a registry',
      METADATA.replace(/AWS_.*\n/g, ''),
      /metadata.env:2 directory-metadata .*ECR_REPOSITORY/,
    ],
    ['no service', METADATA.replace('ECS_SERVICE', 'SERVICE'), /no-service/],
    [
      'another container',
      METADATA.replace('CONTAINER_NAME=web', 'CONTAINER_NAME=wbe'),
      /metadata.env:7 unknown-container .*wbe.*web/,
    ],
  ])('%s', async (_, metadata, expected) => {
    const played = await deploy({}, metadata);
    expect(played.exitCode).toBe(1);
    expect(errors(played)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
    expect(played.writes).toEqual([]);
  });

  it('another folder, and a folder of folders', async () => {
    const near = await deploy({ inputs: { directory: 'deployment/ecs/web/prd' } });
    expect(errors(near)).toEqual([
      expect.stringMatching(/directory-missing .*Did you mean "deployment\/ecs\/web\/prod"/),
    ]);
    const other = await deploy({ inputs: { directory: 'deployment/ecs/wbe/prod' } });
    expect(errors(other)).toEqual([expect.stringMatching(/Did you mean "deployment\/ecs\/web\/prod"/)]);
    const above = await deploy({ inputs: { directory: 'deployment/ecs/web/' } });
    expect(errors(above)).toEqual([expect.stringMatching(/directory-missing .*no metadata\.env.*It has: prod/)]);
  });

  it('a file for a folder, and a folder for the file in it', async () => {
    const file = await deploy({ inputs: { directory: `${FOLDER}/metadata.env` } });
    expect(errors(file)).toEqual([expect.stringMatching(/directory-missing .*is a file.*that metadata\.env is in/)]);
    const folder = await deploy({
      files: { [`${FOLDER}/../qa/metadata.env/none.txt`]: '', [`${FOLDER}/../qa/task-definition.json`]: TEMPLATE },
      inputs: { directory: 'deployment/ecs/web/qa' },
    });
    expect(errors(folder)).toEqual([
      expect.stringMatching(/file-unreadable .*qa\/metadata\.env" is a folder.*Put a file in its place/),
    ]);
  });

  it('no tag: nothing to deploy, and one mistake', async () => {
    const played = await deploy({ inputs: { 'image-tag': '' } });
    expect(played.exitCode).toBe(1);
    expect(errors(played)).toEqual([expect.stringMatching(/empty-image/)]);
    expect(played.writes).toEqual([]);
  });
});
