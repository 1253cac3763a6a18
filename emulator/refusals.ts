import { ApiError } from './api-error.ts';
import { takeOne } from './faults.ts';
import { callerArn } from './names.ts';
import type { Call } from './wire.ts';
import type { Region } from './world.ts';

/** What AWS refuses at its door before it looks at the request. */
export function refuse(region: Region, action: string, resource: string): void {
  const { faults } = region.world;
  if (faults.unsupported.has(action)) {
    throw new ApiError('UnsupportedOperation', `The operation ${action.split(':')[1]} is not supported.`);
  }
  if (isExpired(faults, action)) {
    throw new ApiError('ExpiredTokenException', 'The security token included in the request is expired', 403);
  }
  if (faults.deny.has(action) || faults.deny.has(`${action.split(':')[0]}:*`)) {
    const caller = callerArn(region);
    throw new ApiError(
      'AccessDeniedException',
      `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    );
  }
  const throttled = region.world.clock.now() < faults.throttleUntil;
  if (throttled || takeOne(faults.throttle, action)) throw new ApiError('ThrottlingException', 'Rate exceeded');
  const failure = faults.fail.get(action);
  if (failure && failure.times > 0) {
    failure.times -= 1;
    const error = new ApiError(failure.name, failure.message, failure.httpStatus);
    throw Object.assign(error, { retryAfterSeconds: failure.retryAfterSeconds });
  }
}

/** Once expired, for every call. */
function isExpired(faults: Region['world']['faults'], action: string): boolean {
  if (faults.expiresAt === action) faults.expiresAt = '*';
  return faults.expiresAt === '*';
}

const SKEW_MILLISECONDS = 5 * 60_000;

/** Where a clock is set, a request that is signed too long before or after AWS's time. */
export function refuseSignature({ faults, clock }: Region['world'], call: Pick<Call, 'protocol' | 'signedAt'>): void {
  if (faults.clock === undefined || call.signedAt === undefined) return;
  const server = clock.now() + faults.clock.aheadSeconds * 1000;
  const late = server - call.signedAt.getTime();
  if (Math.abs(late) <= SKEW_MILLISECONDS) return;
  const signed = toAmzDate(call.signedAt.getTime());
  const bound = toAmzDate(server - Math.sign(late) * SKEW_MILLISECONDS);
  const text =
    late > 0
      ? `Signature expired: ${signed} is now earlier than ${bound} (${toAmzDate(server)} - 5 min.)`
      : `Signature not yet current: ${signed} is still later than ${bound} (${toAmzDate(server)} + 5 min.)`;
  const usual = call.protocol === 'json' ? 'InvalidSignatureException' : 'SignatureDoesNotMatch';
  throw new ApiError(faults.clock.name ?? usual, text, 403);
}

function toAmzDate(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

export function runAfterCall(region: Region, action: string): void {
  const { faults, clock } = region.world;
  const due = faults.afterCall.filter((entry) => entry.action === action);
  faults.afterCall = faults.afterCall.filter((entry) => entry.action !== action);
  for (const entry of due) clock.at(entry.delaySeconds * 1000, () => entry.run(region));
}
