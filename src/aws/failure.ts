import { DeployError } from '../errors.ts';

const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
]);
const DENIED = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation']);
const BAD_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
const UNKNOWN_OPERATION = new Set([
  'UnknownOperationException',
  'UnsupportedOperationException',
  'InvalidAction',
  'NotImplemented',
  'UnknownError',
  'UnsupportedFeatureException',
]);

/** What the SDK adds for its developers to the text of an answer that it cannot read. */
const SDK_NOTE = /\s*Deserialization error: to see the raw response, inspect the hidden field[\s\S]*$/;
const NETWORK = 'Check the network of the runner, the Region and AWS_ENDPOINT_URL, then run the step again.';

export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** AWS said no because of the rate; nothing was done. */
export function isThrottled(error: unknown): boolean {
  return THROTTLED.has(errorName(error)) || httpStatus(error) === 429;
}

export function isDenied(error: unknown): boolean {
  return DENIED.has(errorName(error));
}

export function isBadCredentials(error: unknown): boolean {
  return BAD_CREDENTIALS.has(errorName(error));
}

/** The answer never came, came in half or AWS broke on the way: whether the call took effect is unknown. */
export function isUnsettled(error: unknown): boolean {
  const status = httpStatus(error);
  if (status !== undefined && (status < 400 || status >= 500)) return true;
  return status === undefined && error instanceof Error && !isBadCredentials(error) && !isThrottled(error);
}

/** This endpoint does not know the operation (an older partition, or a stand-in for AWS). */
export function isUnknownOperation(error: unknown): boolean {
  const status = httpStatus(error);
  return UNKNOWN_OPERATION.has(errorName(error)) || status === 404 || status === 501;
}

/** Turns an error of the SDK into ours, told apart by name. `doing` reads after "while": "registering the task definition". */
export function toDeployError(error: unknown, call: { action: string; doing: string }): DeployError {
  if (error instanceof DeployError) return error;
  const text = (error instanceof Error ? error.message : String(error)).replace(SDK_NOTE, '');
  const cause = { cause: error };
  if (isDenied(error)) return denied(text, call, error);
  if (isBadCredentials(error)) {
    return new DeployError('credentials', `AWS refused the credentials while ${call.doing}: ${text}`, {
      fix: /expired/i.test(text)
        ? 'The session ended. Raise role-duration-seconds of aws-actions/configure-aws-credentials and the maximum session duration of the role.'
        : 'Run aws-actions/configure-aws-credentials before this step, and give the job the permission id-token: write.',
      ...cause,
    });
  }
  if (isThrottled(error)) {
    return new DeployError('throttled', `AWS throttled ${call.action} while ${call.doing}: ${text}`, {
      fix: 'Raise max-retries, or deploy fewer services of this account and Region at the same time.',
      ...cause,
    });
  }
  if (errorName(error) === 'ClusterNotFoundException') {
    return new DeployError('not-found', `The cluster does not exist (${call.action}: ${text})`, {
      fix: 'Check the inputs cluster and service, the Region and the account.',
      ...cause,
    });
  }
  const status = httpStatus(error);
  const why = error instanceof SyntaxError ? 'the answer is not JSON' : text || errorName(error);
  if (status === undefined) {
    return new DeployError('aws', `No answer from AWS while ${call.doing}: ${why}`, { fix: NETWORK, ...cause });
  }
  if (status < 400) {
    const message = `The answer of AWS cannot be read while ${call.doing}: ${why}`;
    return new DeployError('aws', message, { fix: NETWORK, ...cause });
  }
  if (status >= 500) {
    const from = error instanceof SyntaxError ? 'A proxy or gateway on the way to AWS' : 'AWS';
    return new DeployError('aws', `${from} broke (HTTP ${status}) while ${call.doing}: ${why}`, {
      fix: 'Look at https://health.aws.amazon.com for the Region and at the network of the runner, then run the step again.',
      ...cause,
    });
  }
  return new DeployError('aws', `AWS refused ${call.action} while ${call.doing}: ${errorName(error)}: ${text}`, {
    fix: 'Correct what AWS names and run the step again.',
    ...cause,
  });
}

/** Policies whose refusal no Allow in a policy of the role overrules; an `identity-based policy` does so only by a Deny. */
const FORBIDDING =
  /(?:with an explicit deny in|because no) (?:an? |the )?(?<policy>(?:service|resource) control policy|VPC endpoint policy|permissions boundary|session policy|resource-based policy|(?<!because no )identity-based policy)/i;

function denied(text: string, call: { action: string; doing: string }, cause: unknown): DeployError {
  const { action, resource } = deniedAction(text) ?? { action: call.action, resource: '*' };
  const message = `Not allowed to ${action} while ${call.doing}: ${text}`;
  const policy = FORBIDDING.exec(text)?.groups?.['policy'];
  if (policy !== undefined) {
    const fix = `A further permission of the role does not help: ${policy.startsWith('i') ? 'an' : 'a'} ${policy} forbids ${action} on ${resource}. Have it allowed there, or the Deny taken out.`;
    return new DeployError('access-denied', message, { fix, cause });
  }
  const statement = {
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(action === 'iam:PassRole'
      ? { Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }
      : {}),
  };
  return new DeployError('access-denied', message, {
    fix: `Add this statement to the policy of the role that runs this step: ${JSON.stringify(statement)}`,
    cause,
  });
}

/** The action and resource in "User: … is not authorized to perform: <action> on resource: <arn> …". */
function deniedAction(text: string): { action: string; resource: string } | undefined {
  const match = /perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(text);
  return match?.[1] === undefined ? undefined : { action: match[1], resource: match[2] ?? '*' };
}
