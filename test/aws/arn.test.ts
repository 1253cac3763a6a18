import { describe, expect, it } from 'vitest';
import { consoleHost, parseArn, parseServiceArn } from '../../src/aws/arn.ts';
import { parseEcrImage } from '../../src/aws/image.ts';
import { looksImmutable } from '../../src/plan/decide.ts';

describe('ARNs', () => {
  it.each([
    ['arn:aws:ecs:us-east-1:111122223333:service/prod/web', { partition: 'aws', cluster: 'prod', name: 'web' }],
    ['arn:aws-cn:ecs:cn-north-1:111122223333:service/web', { partition: 'aws-cn', cluster: undefined, name: 'web' }],
  ])('%s', (text, wanted) => expect(parseServiceArn(text)).toMatchObject(wanted));

  it('keeps colons of the resource', () => {
    expect(parseArn('arn:aws:ecs:us-east-1:111122223333:task-definition/web:3')?.resource).toBe(
      'task-definition/web:3',
    );
  });

  it.each(['web', 'arn:aws:ecs', 'arn:aws:s3:::bucket'])('%s is no service', (text) =>
    expect(parseServiceArn(text)).toBeUndefined(),
  );

  it.each([
    ['us-east-1', 'us-east-1.console.aws.amazon.com'],
    ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
    ['us-iso-east-1', 'us-iso-east-1.console.c2shome.ic.gov'],
    ['us-isob-east-1', 'us-isob-east-1.console.sc2shome.sgov.gov'],
    ['us-isof-south-1', 'us-isof-south-1.console.csphome.hci.ic.gov'],
    ['eu-isoe-west-1', 'eu-isoe-west-1.console.csphome.adc-e.uk'],
    ['eu-central-1', 'eu-central-1.console.aws.amazon.com'],
  ])('console of %s', (region, host) => expect(consoleHost(region)).toBe(host));
});

describe('images', () => {
  it('reads the parts of an ECR URI', () => {
    expect(parseEcrImage('111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.2')).toMatchObject({
      registryId: '111122223333',
      region: 'eu-west-1',
      repositoryName: 'team/app',
      tag: '1.2',
    });
    expect(parseEcrImage('111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app')).toMatchObject({
      repositoryName: 'app',
      tag: undefined,
    });
    expect(parseEcrImage('public.ecr.aws/nginx/nginx:1')).toBeUndefined();
  });

  it.each([
    ['app:v1.2.3', true],
    ['registry:5000/app:sha-4f2a', true],
    ['app:latest', false],
    ['registry:5000/app', false],
    ['app', false],
    ['app:prod', false],
  ])('%s has an immutable tag: %s', (image, wanted) => expect(looksImmutable(image)).toBe(wanted));
});
