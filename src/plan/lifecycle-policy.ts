import { matchesPattern, PROTECTED } from './protected-tags.ts';

/** A rule of a lifecycle policy, as far as it matters here. */
interface Rule {
  rulePriority: number;
  description: string | undefined;
  tagStatus: unknown;
  patterns: readonly string[];
  countType: unknown;
  countNumber: number;
  action: unknown;
}

/** The rule that may expire an image although its tag says that it is needed. */
export interface Threat {
  rulePriority: number;
  description?: string | undefined;
  /** What it does, in words that follow "which": "expires all but the newest 10". */
  does: string;
}

/** So many images that nobody protects more. */
const ENOUGH = 1000;

/**
 * The rule of the policy that can expire, or archive, an image with these tags; undefined if none can. The first rule whose tags match
 * decides: "An image that matches the tagging requirements of a rule cannot be expired by a rule with a lower priority" (docs: ECR
 * user guide, LifecyclePolicies). Undefined for a text that is no policy: AWS accepts none.
 */
export function threatTo(tags: readonly string[], policy: string): Threat | undefined {
  const first = rulesOf(policy).find((rule) => selects(rule, tags));
  if (first === undefined || keeps(first)) return undefined;
  const { rulePriority, description } = first;
  return { rulePriority, description, does: doesOf(first) };
}

/** The rule to add, and whether the others have to be renumbered to make room before them. */
export function keepingRule(policy: string): { rule: object; renumber: boolean } {
  const [first] = rulesOf(policy);
  const rule = {
    rulePriority: 1,
    description: 'Keep the images that services run or would roll back to',
    selection: {
      tagStatus: 'tagged',
      tagPatternList: [`${PROTECTED}*`],
      countType: 'imageCountMoreThan',
      countNumber: ENOUGH,
    },
    action: { type: 'expire' },
  };
  return { rule, renumber: (first?.rulePriority ?? 2) <= 1 };
}

function rulesOf(policy: string): Rule[] {
  const { rules } = parseRecord(policy);
  const read = (Array.isArray(rules) ? rules : []).map(toRecord).flatMap((rule): Rule[] => {
    const { rulePriority, description, action } = rule;
    const selection = toRecord(rule['selection']);
    const { tagStatus, countType, countNumber, storageClass = 'standard' } = selection;
    // An image that a service runs is not in the archive.
    if (typeof rulePriority !== 'number' || storageClass !== 'standard') return [];
    const prefixes = texts(selection['tagPrefixList']).map((prefix) => `${prefix}*`);
    return [
      {
        rulePriority,
        description: typeof description === 'string' ? description : undefined,
        tagStatus,
        patterns: [...prefixes, ...texts(selection['tagPatternList'])],
        countType,
        countNumber: Number(countNumber),
        action: toRecord(action)['type'],
      },
    ];
  });
  return read.toSorted((one, other) => one.rulePriority - other.rulePriority);
}

/** Every pattern has to match one of the tags (docs: ECR user guide, lifecycle_policy_parameters). */
function selects({ tagStatus, patterns }: Rule, tags: readonly string[]): boolean {
  if (tagStatus === 'untagged') return tags.length === 0;
  if (tagStatus === 'any') return true;
  return patterns.every((pattern) => tags.some((tag) => matchesPattern(tag, pattern)));
}

/** Only a rule for protected images alone, with room for all of them, keeps what it selects. */
function keeps({ patterns, countType, countNumber }: Rule): boolean {
  const isOwn = patterns.some((pattern) => pattern.startsWith(PROTECTED));
  return isOwn && countType === 'imageCountMoreThan' && countNumber >= ENOUGH / 10;
}

function doesOf({ action, countType, countNumber }: Rule): string {
  const verb = action === 'transition' ? 'archives' : 'expires';
  switch (countType) {
    case 'imageCountMoreThan':
      return `${verb} all but the newest ${countNumber}`;
    case 'sinceImagePushed':
      return `${verb} what was pushed more than ${countNumber} days ago`;
    case 'sinceImagePulled':
      return `${verb} what was not pulled for ${countNumber} days`;
    default:
      return `${verb} what it selects`;
  }
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).filter((one) => typeof one === 'string');
}
