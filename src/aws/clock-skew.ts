/** How AWS rejects a request because of its signature date; the SDK corrects its clock by the date of that response. */
const REFUSED_FOR_DATE = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);
const TOO_FAR_MS = 240_000;

/** What the SDK and this project add to an error: how far AWS's clock is ahead of the runner's. */
interface Skewed {
  $metadata?: { clockSkewCorrected?: boolean };
  clockOffsetMilliseconds?: number;
}

/** AWS rejected the call because of its date, so it had no effect, and the SDK now knows AWS's time: it can be signed again. */
export function isClockCorrected(error: unknown): boolean {
  const refused = REFUSED_FOR_DATE.has(nameOf(error)) || nameOf(error).startsWith('AccessDenied');
  return refused && (error as Skewed).$metadata?.clockSkewCorrected === true;
}

/** Keeps the offset that the SDK measured with the error, for the message. */
export function noteClockOffset(error: unknown, milliseconds: number | undefined): void {
  if (REFUSED_FOR_DATE.has(nameOf(error))) Object.assign(error as Skewed, { clockOffsetMilliseconds: milliseconds });
}

/** "20 minutes behind AWS's"; undefined if the call was rejected for another reason. */
export function describeClock(error: unknown): string | undefined {
  if (!REFUSED_FOR_DATE.has(nameOf(error))) return undefined;
  const text = error instanceof Error ? error.message : '';
  const offset = offsetInText(text) ?? (error as Skewed).clockOffsetMilliseconds ?? 0;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  if (Math.abs(offset) >= TOO_FAR_MS) return `${minutes} minutes ${offset > 0 ? 'behind' : 'ahead of'} AWS's`;
  const named = nameOf(error) !== 'SignatureDoesNotMatch' && nameOf(error) !== 'InvalidSignatureException';
  return named || /signature (?:expired|not yet current)/i.test(text) ? "too far from AWS's" : undefined;
}

/** "Signature expired: <signed> is now earlier than <bound> (<AWS's time> - 5 min.)" (docs: IAM user guide, reference_sigv-troubleshooting). */
function offsetInText(text: string): number | undefined {
  const { signed, server } =
    /(?<signed>\d{8}T\d{6}Z) is (?:now earlier|still later) than \S+ \((?<server>\d{8}T\d{6}Z)/.exec(text)?.groups ??
    {};
  if (signed === undefined || server === undefined) return undefined;
  return toTime(server) - toTime(signed);
}

/** `20261121T100000Z` */
function toTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
