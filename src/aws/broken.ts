/** What the SDK adds to its errors. */
interface SdkError {
  $response?: unknown;
  $fault?: unknown;
  $retryable?: { throttling: boolean };
}

const EMPTY = 'EmptyAnswer';
/** What the SDK calls an error if the response names none. */
const NAMELESS = /^Unknown$/;

/** A success without the members that AWS always returns. */
export function toEmptyAnswer(httpStatusCode: number): Error {
  return Object.assign(new Error(`HTTP ${httpStatusCode}`), { name: EMPTY, $metadata: { httpStatusCode } });
}

export function isEmptyAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === EMPTY;
}

/**
 * A response that is not from AWS, or is incomplete: an HTML page, a truncated body, an error without a name. It says nothing about
 * what AWS did.
 */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isEmptyAnswer(error)) return true;
  const { $response, $fault } = error as SdkError;
  return $response !== undefined && ($fault === undefined || NAMELESS.test(error.name));
}

/** The SDK retries errors with this mark, up to `maxAttempts`. */
export function markRetryable(error: unknown): void {
  if (error instanceof Error) (error as SdkError).$retryable ??= { throttling: false };
}
