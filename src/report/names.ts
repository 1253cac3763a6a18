/** Reports show `web:43`, not sixty characters of ARN. Takes an ARN or a name that is short already. */
export function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The first twelve digits identify a deployment or task as well as all 32. */
export function shortId(arn: string): string {
  const name = shortName(arn);
  return /^[0-9a-f]{32}$/u.test(name) ? name.slice(0, 12) : name;
}

/** `ROLLBACK_IN_PROGRESS` reads better as `rollback in progress`; a word this version does not know reads as well. */
export function inWords(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ');
}

/**
 * An ECS event without what the reader already knows: it starts with the service's name, as `(service web) ` or
 * `service (web) `, and calls a target group by its ARN.
 */
export function plainEvent(message: string): string {
  return message
    .replace(/^\(?service \(?[^()\s]+(?:, taskSet ecs-svc\/\d+)?\)\s*/u, '')
    .replace(/arn:[\w-]+:elasticloadbalancing:[\w-]*:\d*:targetgroup\/([\w-]+)\/\w+/gu, '$1');
}

/** `registry/team/web@sha256:0123…` cut where a reader stops reading. */
export function shortImage(image: string): string {
  const [name = image, digest] = image.split('@sha256:');
  const short = name.slice(name.lastIndexOf('/') + 1);
  return digest === undefined ? short : `${short}@${digest.slice(0, 12)}`;
}

/** A headline names three; the table has them all. */
export const MOST_NAMES = 3;

/** `web, api and worker`; `web, api, worker and 37 more`. */
export function fewNames(names: readonly string[]): string {
  const hidden = names.length - MOST_NAMES;
  const shown = hidden > 0 ? [...names.slice(0, MOST_NAMES), `${hidden} more`] : names;
  return [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter((part) => part !== '').join(' and ');
}
