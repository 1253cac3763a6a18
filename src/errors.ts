/** Every expected failure that is thrown. The codes are stable: users grep for them. */
export type ErrorCode =
  | 'access-denied'
  | 'aws'
  | 'cancelled'
  | 'clock'
  | 'credentials'
  | 'invalid-input'
  | 'not-found'
  | 'proxy'
  | 'region'
  | 'throttled'
  | 'unsettled';

/**
 * The one class that this project throws. `message` says what happened and where, `fix` what to do about it.
 * Anything else that surfaces is a bug and is reported with its stack.
 */
export class DeployError extends Error {
  readonly code: ErrorCode;
  readonly fix: string;

  constructor(code: ErrorCode, message: string, options: { fix: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DeployError';
    this.code = code;
    this.fix = options.fix;
  }
}
