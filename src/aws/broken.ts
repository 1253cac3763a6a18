/** What the SDK adds to its errors. */
interface SdkError {
  $response?: unknown;
  $fault?: unknown;
  $retryable?: { throttling: boolean };
}

const EMPTY = 'EmptyAnswer';
const UNREADABLE = 'UnreadableAnswer';
/** What the SDK calls an error if the response names none. */
const NAMELESS = /^Unknown$/;

/** A success without the members that AWS always returns. */
export function toEmptyAnswer(httpStatusCode: number): Error {
  return Object.assign(new Error(`HTTP ${httpStatusCode}`), { name: EMPTY, $metadata: { httpStatusCode } });
}

export function isEmptyAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === EMPTY;
}

/** A success with a value that is not of the type that the API gives it. `what` says which, without quoting it. */
export function toUnreadableAnswer(what: string, httpStatusCode: number): Error {
  return Object.assign(new Error(what), { name: UNREADABLE, $metadata: { httpStatusCode } });
}

export function isUnreadableAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === UNREADABLE;
}

/**
 * A response that is not from AWS, or is incomplete: an HTML page, a truncated body, an error without a name. It says nothing about
 * what AWS did.
 */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isEmptyAnswer(error) || isUnreadableAnswer(error)) return true;
  const { $response, $fault } = error as SdkError;
  return $response !== undefined && ($fault === undefined || NAMELESS.test(error.name));
}

/** The SDK retries errors with this mark, up to `maxAttempts`. */
export function markRetryable(error: unknown): void {
  if (error instanceof Error) (error as SdkError).$retryable ??= { throttling: false };
}
