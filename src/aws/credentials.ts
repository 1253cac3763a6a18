import { DeployError } from '../errors.ts';
import { describeClock } from './clock-skew.ts';
import { phrase } from '../phrases.ts';

const NAMES = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidIdentityToken',
  'InvalidSignatureException',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

interface Explained {
  /** The profile that was asked for credentials. */
  awsProfile?: string;
  /** Path of a file that could not be read. */
  path?: unknown;
  code?: unknown;
}

/** AWS, or the SDK before it, rejects these credentials, however often they are sent. */
export function isBadCredentials(error: unknown): boolean {
  return (
    error instanceof Error &&
    (NAMES.has(error.name) || describeClock(error) !== undefined || tokenFile(error) !== undefined)
  );
}

/** Adds the value of AWS_PROFILE to an SDK error, which does not name it. */
export function noteProfile(error: unknown, awsProfile: string | undefined): void {
  if (error instanceof Error && error.name === 'CredentialsProviderError') Object.assign(error, { awsProfile });
}

export function toCredentialsError(error: Error, { action, doing }: { action: string; doing: string }): DeployError {
  const cause = error;
  const clock = describeClock(error);
  if (clock !== undefined) {
    return new DeployError('clock', `The runner's clock is ${clock}: AWS rejected ${action} while ${doing}.`, {
      fix: `Set the clock of ${phrase('runner')} (NTP: chrony or systemd-timesyncd), then run ${phrase('step')} again. New credentials will not help.`,
      cause,
    });
  }
  const file = tokenFile(error);
  if (file !== undefined) {
    return new DeployError('credentials', `The web identity token file ${file} cannot be read while ${doing}.`, {
      fix: `Its path comes from AWS_WEB_IDENTITY_TOKEN_FILE. ${phrase('log-in')} Or unset that variable and AWS_ROLE_ARN.`,
      cause,
    });
  }
  const { awsProfile } = error as Explained;
  if (awsProfile !== undefined) {
    const message = `The AWS profile "${awsProfile}" does not exist or has no usable credentials (${doing}): ${error.message}`;
    return new DeployError('credentials', message, {
      fix: `Unset AWS_PROFILE, so that the keys in the environment are used, or set it to a profile in ~/.aws/config or ~/.aws/credentials on ${phrase('runner')}.`,
      cause,
    });
  }
  if (error.name === 'CredentialsProviderError') {
    return new DeployError('credentials', `There are no AWS credentials for ${doing}: ${error.message}`, {
      fix: phrase('log-in'),
      cause,
    });
  }
  return new DeployError('credentials', `AWS rejected the credentials while ${doing}: ${error.message}`, {
    fix: /expired/i.test(error.message)
      ? `The session expired. Raise ${phrase('duration-setting')} and the maximum session duration of the role.`
      : phrase('log-in'),
    cause,
  });
}

/** The SDK reads one file whose absence it reports as a raw error. */
function tokenFile(error: Error): string | undefined {
  const { path, code } = error as Explained;
  return typeof path === 'string' && typeof code === 'string' ? path : undefined;
}
