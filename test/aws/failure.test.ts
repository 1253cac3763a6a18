import { describe, expect, it } from 'vitest';
import { toEmptyAnswer } from '../../src/aws/broken.ts';
import { noteClockOffset } from '../../src/aws/clock-skew.ts';
import { noteProfile } from '../../src/aws/credentials.ts';
import { errorName, isThrottled, isUnsettled, noteAction, toDeployError } from '../../src/aws/failure.ts';
import { inWords } from '../github/in-words.ts';

function awsError(name: string, message: string, httpStatusCode?: number): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } });
}

/** As the SDK hands on what came. */
function answered(error: Error, httpStatusCode: number): Error {
  return Object.assign(error, { $metadata: { httpStatusCode }, $response: {} });
}

function signatureText(signed: string, server: string): string {
  const words = signed < server ? ['expired', 'now earlier', '-'] : ['not yet current', 'still later', '+'];
  return `Signature ${words[0]}: ${signed} is ${words[1]} than 20261121T095500Z (${server} ${words[2]} 5 min.)`;
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
    ['with an explicit deny in an identity-based policy: arn:y', /: an identity-based policy forbids/],
    ['because no identity-based policy allows the ecs:UpdateService action', /^Add this statement/],
    ['', /^Add this statement/],
  ])('says which policy forbids a call: %s', (tail, fix) => {
    const text = `User: arn:u is not authorized to perform: ecs:UpdateService on resource: arn:x ${tail}`;
    expect(toDeployError(awsError('AccessDeniedException', text, 400), CALL).fix).toMatch(fix);
  });

  it('points to the trust policy if a role cannot be assumed', () => {
    const text = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';
    const error = toDeployError(awsError('AccessDenied', text, 403), { action: 'the read', doing: 'reading' });
    expect(error.code).toBe('access-denied');
    expect(inWords(error.fix)).toContain('trust policy');
    expect(error.fix).not.toContain('"Action"');
  });

  it("prints no statement for an unknown action, and the call's for a known one", () => {
    const refused = awsError('AccessDeniedException', 'Denied', 400);
    expect(toDeployError(refused, { action: 'the read', doing: 'reading' }).fix).not.toContain('"Action"');
    noteAction(refused, 'ecs:DescribeServices');
    expect(toDeployError(refused, { action: 'the read', doing: 'reading' }).fix).toContain('"ecs:DescribeServices"');
  });

  it.each([
    ['InvalidSignatureException', signatureText('20261121T094000Z', '20261121T100000Z'), /clock is 20 minutes behind/],
    ['SignatureDoesNotMatch', signatureText('20261121T102500Z', '20261121T100000Z'), /clock is 25 minutes ahead of/],
    ['RequestTimeTooSkewed', 'The difference is too large.', /clock is too far from AWS's/],
  ])('calls a clock a clock: %s', (name, text, message) => {
    const error = toDeployError(awsError(name, text, 403), CALL);
    expect(error.code).toBe('clock');
    expect(error.message).toMatch(message);
    expect(error.fix).toContain('NTP');
    expect(error.fix).not.toContain('role-duration-seconds');
  });

  it('takes the offset that the SDK measured', () => {
    const refused = awsError('RequestExpired', 'x', 400);
    noteClockOffset(refused, 1_200_000);
    expect(toDeployError(refused, CALL).message).toContain('20 minutes behind');
  });

  it.each([
    ['SignatureDoesNotMatch', 'Check your key.'],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  ])('does not blame the clock for wrong keys: %s', (name, text) =>
    expect(toDeployError(awsError(name, text, 403), CALL).code).toBe('credentials'),
  );

  it('names the missing web identity token file', () => {
    const missing = Object.assign(new Error("ENOENT: no such file or directory, open '/x/token'"), {
      code: 'ENOENT',
      path: '/x/token',
    });
    const error = toDeployError(missing, CALL);
    expect(error.code).toBe('credentials');
    expect(error.message).toContain('/x/token');
    expect(inWords(error.fix)).toContain('aws-actions/configure-aws-credentials');
    expect(isUnsettled(missing), 'nothing was sent').toBe(false);
  });

  it('names the profile that gave no credentials', () => {
    const missing = awsError('CredentialsProviderError', 'Could not load credentials from any providers');
    noteProfile(missing, 'prod');
    expect(toDeployError(missing, CALL).message).toContain('"prod"');
    expect(toDeployError(missing, CALL).fix).toContain('AWS_PROFILE');
  });

  it.each([
    ['an empty answer', toEmptyAnswer(200), /ecs:RegisterTaskDefinition was empty/],
    ['a page of HTML', answered(new SyntaxError('<'), 403), /\(HTTP 403\) did not come from AWS.* not JSON/],
    [
      'an error without a name',
      answered(awsError('Unknown', 'UnknownError', 400), 400),
      /\(HTTP 400\) did not come from AWS/,
    ],
    ['half an answer', answered(awsError('TimeoutError', 'late', 200), 200), /^No answer from AWS/],
  ])('says what arrived instead of a response: %s', (_, error, message) => {
    expect(toDeployError(error, CALL).message).toMatch(message);
    expect(isUnsettled(error)).toBe(true);
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

describe('errorName', () => {
  it('is the code of a connection that failed: its name says nothing', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const everywhere = Object.assign(new AggregateError([refused]), { code: 'ECONNREFUSED' });
    expect([refused, everywhere, awsError('ThrottlingException', ''), new Error('x'), 'x'].map(errorName)).toEqual([
      'ECONNREFUSED',
      'ECONNREFUSED',
      'ThrottlingException',
      'Error',
      '',
    ]);
  });
});
