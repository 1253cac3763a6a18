/** A call that AWS denied because a permission is missing. */
export interface Denial {
  action: string;
  resource: string;
  /** What denies it, if another permission would not help: "service control policy". */
  forbiddenBy?: string | undefined;
}

/** Policies whose denial no Allow in the role's policy overrides; an `identity-based policy` does so only by a Deny. */
const FORBIDDING =
  /(?:with an explicit deny in|because no) (?:an? |the )?(?<policy>(?:service|resource) control policy|VPC endpoint policy|permissions boundary|session policy|resource-based policy|(?<!because no )identity-based policy)/i;

/** Reads "User: … is not authorized to perform: <action> on resource: <arn> …"; undefined if the text names no action. */
export function readDenial(error: unknown): Denial | undefined {
  const text = error instanceof Error ? error.message : String(error);
  const named = error instanceof Error && 'awsAction' in error ? String(error.awsAction) : undefined;
  const found = /perform:? (?<action>[\w-]+:\w+)(?: on resource: (?<resource>\S{1,2048}))?/.exec(text)?.groups;
  const action = found?.['action'] ?? named;
  if (action === undefined) return undefined;
  const forbiddenBy = FORBIDDING.exec(text)?.groups?.['policy'];
  return { action, resource: found?.['resource'] ?? '*', forbiddenBy };
}
