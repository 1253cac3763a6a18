/** Every expected way to fail that is thrown. The code is stable: users grep for it. */
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
 * The one class that this project throws. Its message says what happened and where, its fix what to do next.
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
