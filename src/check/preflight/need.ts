import type { EcrImage } from '../../aws/image.ts';
import type { Origin } from '../../model.ts';

/** Something outside ECS without which tasks do not start, or a deployment is not safe. */
export type Need = Needed & {
  origin: Origin;
  /** Who needs it, for messages: `taskRoleArn`, `DB_URL of container "web"`. */
  by: string;
};

export type Needed =
  /** `principal` has to be trusted to assume it; the account is absent if only a name is given. */
  | { kind: 'role'; name: string; arn?: string; account?: string; principal: string }
  | { kind: 'secret'; id: string; region: string; account?: string }
  /** Any of the names may be meant; `isShown` is false for what might be a value in place of a name. */
  | { kind: 'parameter'; names: readonly string[]; region: string; account?: string; isShown: boolean }
  | { kind: 'log group'; name: string; region: string }
  /** `isLive`: the service has it already, so that a deployment without it is nothing new. */
  | { kind: 'alarm'; name: string; isLive: boolean }
  | { kind: 'target group'; arn: string; networkMode: string }
  | { kind: 'scan'; image: EcrImage; name: string };

/** What identifies it: several containers may need the same. */
export function keyOf(need: Needed): string {
  switch (need.kind) {
    case 'role':
      return `role ${need.arn ?? need.name} ${need.principal}`;
    case 'secret':
      return `secret ${need.region} ${need.id}`;
    case 'parameter':
      return `parameter ${need.region} ${need.names.join(' ')}`;
    case 'log group':
      return `log group ${need.region} ${need.name}`;
    case 'alarm':
      return `alarm ${need.name}`;
    case 'target group':
      return `target group ${need.arn}`;
    case 'scan':
      return `scan ${need.name}`;
  }
}

/** `role "web-task"`; a parameter that might be a value is not quoted. */
export function nameOf(need: Need): string {
  switch (need.kind) {
    case 'role':
    case 'log group':
    case 'alarm':
      return `${need.kind} "${need.name}"`;
    case 'secret':
      return `secret "${secretName(need.id)}"`;
    case 'parameter':
      return need.isShown ? `parameter "${need.names[0] ?? ''}"` : 'parameter';
    case 'target group':
      return `target group "${need.arn.split('/')[1] ?? need.arn}"`;
    case 'scan':
      return `image ${need.name}`;
  }
}

/** The account that the ARN names; a call that cannot name it reads the caller's own. */
export function accountOf(need: Needed): string | undefined {
  return need.kind === 'role' || need.kind === 'secret' || need.kind === 'parameter' ? need.account : undefined;
}

function secretName(id: string): string {
  return id.replace(/^arn:.*?:secret:/, '');
}
