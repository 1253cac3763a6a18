import { DeployError } from '../errors.ts';
import { isBroken, isEmptyAnswer, isUnreadableAnswer } from './broken.ts';
import { isBadCredentials, toCredentialsError } from './credentials.ts';
import { phrase } from '../phrases.ts';

export { isBadCredentials };

const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
]);
const DENIED = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation']);
const UNKNOWN_OPERATION = new Set([
  'UnknownOperationException',
  'UnsupportedOperationException',
  'InvalidAction',
  'NotImplemented',
  'UnknownError',
  'UnsupportedFeatureException',
]);

/** What the SDK appends, for developers, to the message of a response that it cannot parse. */
const SDK_NOTE = /\s*Deserialization error: to see the raw response, inspect the hidden field[\s\S]*$/;
const NETWORK = `Check the network of ${phrase('runner')}, its proxy (HTTPS_PROXY, NO_PROXY), the Region and AWS_ENDPOINT_URL, then run ${phrase('step')} again.`;
const CERTIFICATE = `If a proxy or gateway of yours intercepts TLS, save its CA certificate on ${phrase('runner')} and set NODE_EXTRA_CA_CERTS to that file, as an environment variable of ${phrase('runner')} or of ${phrase('this-step')}.`;
/** The codes of Node.js and OpenSSL. */
const UNTRUSTED = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_\w*(?:CERT|ISSUER|LEAF)|ERR_TLS_CERT)/;
const BETWEEN = `Run ${phrase('step')} again. If that does not help, check what is between ${phrase('runner')} and AWS: a proxy or gateway, AWS_ENDPOINT_URL, or an AWS incident in the Region (https://health.aws.amazon.com).`;

/** The name that AWS gave the error; of a connection that failed, its code. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { code?: unknown };
  return GENERAL.includes(error.name) && typeof code === 'string' ? code : error.name;
}

/** What Node.js calls the errors of a connection, which say more in their code: `ECONNREFUSED`. */
const GENERAL = ['Error', 'AggregateError'];

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

/** AWS throttled the call; nothing was done. */
export function isThrottled(error: unknown): boolean {
  return THROTTLED.has(errorName(error)) || httpStatus(error) === 429;
}

export function isDenied(error: unknown): boolean {
  return DENIED.has(errorName(error));
}

/** No response, or none from AWS: it is unknown whether the call took effect. */
export function isUnsettled(error: unknown): boolean {
  if (isBroken(error)) return true;
  const status = httpStatus(error);
  if (status !== undefined && (status < 400 || status >= 500)) return true;
  return status === undefined && error instanceof Error && !isBadCredentials(error) && !isThrottled(error);
}

/** This endpoint does not support the operation (an older partition, or an AWS emulator). */
export function isUnknownOperation(error: unknown): boolean {
  const status = httpStatus(error);
  return UNKNOWN_OPERATION.has(errorName(error)) || status === 404 || status === 501;
}

/** Records which call an error belongs to: the catcher may have made several. */
export function noteAction(error: unknown, awsAction: string): void {
  if (error instanceof Error) Object.assign(error, { awsAction });
}

/** "ecs:ListTasks: ThrottlingException": the call that failed and how, for a sentence that says what follows from it. */
export function failedCall(error: unknown): string {
  const how = howItFailed(error);
  const action = actionOf(error);
  return action === undefined ? how : `${action}: ${how}`;
}

function howItFailed(error: unknown): string {
  const name = errorName(error);
  if (isEmptyAnswer(error)) return 'an empty response';
  if (isBroken(error) && error instanceof SyntaxError) return 'a response that is not JSON';
  const tells = name === 'TimeoutError' || isUnreadableAnswer(error);
  return tells ? ownText(error) : name || 'no answer';
}

function ownText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(SDK_NOTE, '');
}

/** The call that `noteAction` recorded. */
export function actionOf(error: unknown): string | undefined {
  return error instanceof Error && 'awsAction' in error ? String(error.awsAction) : undefined;
}

/** Turns an SDK error into ours, classified by name. `doing` follows "while": "registering the task definition". */
export function toDeployError(error: unknown, asked: { action: string; doing: string }): DeployError {
  if (error instanceof DeployError) return error;
  const call = { ...asked, action: actionOf(error) ?? asked.action };
  const text = ownText(error);
  const cause = { cause: error };
  if (isDenied(error)) return denied(text, call, error);
  if (error instanceof Error && isBadCredentials(error)) return toCredentialsError(error, call);
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
  if (status === undefined || errorName(error) === 'TimeoutError') {
    return new DeployError('aws', `No answer from AWS while ${call.doing}: ${text || errorName(error)}`, {
      fix: isUntrusted(error) ? CERTIFICATE : NETWORK,
      ...cause,
    });
  }
  if (isBroken(error)) return brokenAnswer(error, { status, text, ...call });
  if (status >= 500) {
    return new DeployError('aws', `AWS failed (HTTP ${status}) while ${call.doing}: ${text || errorName(error)}`, {
      fix: `Check https://health.aws.amazon.com for the Region, then run ${phrase('step')} again.`,
      ...cause,
    });
  }
  return new DeployError('aws', `AWS rejected ${call.action} while ${call.doing}: ${errorName(error)}: ${text}`, {
    fix: `Fix what AWS reports, then run ${phrase('step')} again.`,
    ...cause,
  });
}

/** The other end has a certificate that this machine does not trust. */
function isUntrusted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNTRUSTED.test(String(error.code));
}

function brokenAnswer(
  cause: unknown,
  { status, text, action, doing }: { status: number; text: string; action: string; doing: string },
): DeployError {
  if (isEmptyAnswer(cause)) {
    const message = `AWS's response to ${action} was empty while ${doing} (${text}).`;
    return new DeployError('aws', message, { fix: BETWEEN, cause });
  }
  if (isUnreadableAnswer(cause)) {
    const message = `AWS's response to ${action} cannot be read while ${doing}: ${text}.`;
    return new DeployError('aws', message, { fix: BETWEEN, cause });
  }
  const what = cause instanceof SyntaxError ? 'the response is not JSON' : text;
  const message = `The response to ${action} (HTTP ${status}) did not come from AWS while ${doing}: ${what}`;
  return new DeployError('aws', message, { fix: BETWEEN, cause });
}

/** Policies whose denial no Allow in the role's policy overrides; an `identity-based policy` does so only by a Deny. */
const FORBIDDING =
  /(?:with an explicit deny in|because no) (?:an? |the )?(?<policy>(?:service|resource) control policy|VPC endpoint policy|permissions boundary|session policy|resource-based policy|(?<!because no )identity-based policy)/i;

/** The service that a call passes a role to, where that is not the one of the tasks. */
const PASSED_TO: Readonly<Record<string, string>> = {
  'events:PutTargets': 'events.amazonaws.com',
  'scheduler:UpdateSchedule': 'scheduler.amazonaws.com',
};

function denied(text: string, call: { action: string; doing: string }, cause: unknown): DeployError {
  const { action, resource } = deniedAction(text) ?? { action: call.action, resource: '*' };
  const message = `Not allowed to call ${action} while ${call.doing}: ${text}`;
  const policy = FORBIDDING.exec(text)?.groups?.['policy'];
  if (policy !== undefined) {
    const fix = `Another permission for the role will not help: ${policy.startsWith('i') ? 'an' : 'a'} ${policy} forbids ${action} on ${resource}. Allow it there, or remove the Deny.`;
    return new DeployError('access-denied', message, { fix, cause });
  }
  const fix = fixWithoutStatement(action);
  if (fix !== undefined) return new DeployError('access-denied', message, { fix, cause });
  const statement = {
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(action === 'iam:PassRole'
      ? { Condition: { StringEquals: { 'iam:PassedToService': PASSED_TO[call.action] ?? 'ecs-tasks.amazonaws.com' } } }
      : {}),
  };
  return new DeployError('access-denied', message, {
    fix: `Add this statement to the policy of the role that runs ${phrase('this-step')}: ${JSON.stringify(statement)}`,
    cause,
  });
}

/** If no statement in the role's policy would help, or its action is unknown. */
function fixWithoutStatement(action: string): string | undefined {
  if (action.startsWith('sts:AssumeRole')) {
    return phrase('trust-policy', action);
  }
  return /^[\w-]+:\w+$/.test(action)
    ? undefined
    : `Grant the role that runs ${phrase('this-step')} the permission that AWS names.`;
}

/** The action and resource in "User: … is not authorized to perform: <action> on resource: <arn> …". */
function deniedAction(text: string): { action: string; resource: string } | undefined {
  const match = /perform:? ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(text);
  return match?.[1] === undefined ? undefined : { action: match[1], resource: match[2] ?? '*' };
}
