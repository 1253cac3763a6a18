import { describe, expect, it } from 'vitest';
import { isThrottled, isUnsettled, toDeployError } from '../../src/aws/failure.ts';

function awsError(name: string, message: string, httpStatusCode?: number): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } });
}

const CALL = { action: 'ecs:RegisterTaskDefinition', doing: 'registering the task definition' };

describe('toDeployError', () => {
  it('prints the statement that iam:PassRole needs', () => {
    const text =
      'User: arn:aws:sts::111122223333:assumed-role/ci/run is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/exec because no identity-based policy allows the iam:PassRole action';
    const error = toDeployError(awsError('AccessDeniedException', text, 400), CALL);
    expect(error.code).toBe('access-denied');
    expect(error.fix).toContain('"Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/exec"');
    expect(error.fix).toContain('ecs-tasks.amazonaws.com');
  });

  it.each([
    [
      'with an explicit deny in a service control policy',
      /a service control policy forbids ecs:UpdateService on arn:x/,
    ],
    ['because no VPC endpoint policy allows the ecs:UpdateService action', /a VPC endpoint policy forbids/],
    ['because no permissions boundary allows the ecs:UpdateService action', /a permissions boundary forbids/],
    ['with an explicit deny in an identity-based policy: arn:y', /does not help: an identity-based policy forbids/],
    ['because no identity-based policy allows the ecs:UpdateService action', /^Add this statement/],
    ['', /^Add this statement/],
  ])('says which policy forbids a call: %s', (tail, fix) => {
    const text = `User: arn:u is not authorized to perform: ecs:UpdateService on resource: arn:x ${tail}`;
    expect(toDeployError(awsError('AccessDeniedException', text, 400), CALL).fix).toMatch(fix);
  });

  it.each([
    ['ExpiredTokenException', 'credentials'],
    ['ThrottlingException', 'throttled'],
    ['ClusterNotFoundException', 'not-found'],
    ['ClientException', 'aws'],
  ])('%s is %s', (name, code) => expect(toDeployError(awsError(name, 'x', 400), CALL).code).toBe(code));
});

describe('whether a call took effect', () => {
  it.each([
    ['ServerException', 500, true],
    ['TimeoutError', undefined, true],
    ['Error', 200, true],
    ['ClientException', 400, false],
    ['ThrottlingException', 400, false],
    ['ThrottlingException', undefined, false],
    ['CredentialsProviderError', undefined, false],
  ])('%s %s is unknown: %s', (name, status, wanted) => expect(isUnsettled(awsError(name, 'x', status))).toBe(wanted));

  it('knows throttling by name or by status', () => {
    expect(isThrottled(awsError('ThrottlingException', 'Rate exceeded', 400))).toBe(true);
    expect(isThrottled(awsError('Odd', 'x', 429))).toBe(true);
  });
});
