import type { PatternGroup } from './pattern.ts';
import { phrase } from '../phrases.ts';

const LINK = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html';

/** The end of IAM's sentence names the kind of policy that refused; only there it can be fixed. */
export const POLICIES = {
  title: 'Policies that forbid',
  patterns: [
    {
      id: 'denied-by-organization',
      title: 'A policy of the AWS organization forbids it',
      pattern: refusedBy('(?<policy>(?:service|resource) control policy)'),
      plain:
        'A {policy|service control policy} of the AWS organization forbids {action|the action} on {resource|the resource}, and no policy of this account overrules it.',
      causes: [
        'the {policy|service control policy} denies the action, or lacks it among what it allows',
        'a condition of the {policy|service control policy} (Region, tag, network, principal) does not fit',
      ],
      fix: 'Ask the administrator of the organization to let {action|the action} through in its {policy|service control policy}; a further permission of the role cannot help.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-endpoint',
      title: 'The policy of a VPC endpoint forbids it',
      pattern: refusedBy('VPC endpoint policy'),
      plain:
        'The call went through a VPC endpoint, and the VPC endpoint policy does not let {action|the action} on {resource|the resource} through.',
      causes: [
        'the endpoint policy lists other actions, resources or roles',
        'the endpoint policy has a Deny that meets the role',
      ],
      fix: 'Let the policy of the VPC endpoint that the subnets of the task use allow {action|the action} on {resource|the resource} to the role; a further permission of the role cannot help.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-boundary',
      title: 'The permissions boundary of the role forbids it',
      pattern: refusedBy('permissions boundary'),
      plain:
        'The permissions boundary of the role does not reach as far as {action|the action} on {resource|the resource}.',
      causes: ['the boundary does not allow the action', 'the boundary has a Deny that meets it'],
      fix: 'Allow {action|the action} on {resource|the resource} in the permissions boundary of the role, or take its Deny out; a policy attached to the role cannot reach further.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-session',
      title: 'The policy of the session forbids it',
      pattern: refusedBy('session policy'),
      plain:
        'The role was assumed with a session policy, which does not reach as far as {action|the action} on {resource|the resource}.',
      causes: [`${phrase('session-policies')} is too narrow`],
      fix: 'Allow {action|the action} on {resource|the resource} in the session policy, or assume the role without one.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-resource',
      title: 'The policy of the resource forbids it',
      pattern: refused('with an explicit deny in (?:an? |the )?resource-based policy'),
      plain:
        'The policy of {resource|the resource} has a Deny for {action|the action} that meets the role; no Allow overrules it.',
      causes: [
        'the Deny spares only some roles, and this one is not among them',
        'a condition of the Deny (VPC, VPC endpoint, organization, tag) meets the role by mistake',
      ],
      fix: 'Correct the Deny in the resource-based policy of {resource|the resource} (that of a secret: `aws secretsmanager get-resource-policy`); a further permission of the role cannot help.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-without-resource',
      title: 'The policy of the resource does not let the role in',
      pattern: refused('because no resource-based policy allows'),
      plain:
        'The policy of {resource|the resource} does not let the role in, as it must where the resource is of another account or a KMS key.',
      causes: ['the resource belongs to another account', 'the policy of the key names other roles'],
      fix: 'Allow {action|the action} to the role in the resource-based policy of {resource|the resource} (that of a KMS key is its key policy).',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-identity',
      title: 'A policy of the role forbids it',
      pattern: refused('with an explicit deny in (?:an? |the )?identity-based policy'),
      plain:
        'A policy of the role itself has a Deny for {action|the action} on {resource|the resource}; no Allow overrules it.',
      causes: ['a Deny that is wider than it should be', 'a condition of the Deny meets the role by mistake'],
      fix: 'Take the Deny for {action|the action} out of the policies of the role, or correct its condition; a further permission cannot help.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-explicitly',
      title: 'A Deny forbids it',
      pattern: refused('with an explicit deny'),
      plain: 'Some policy has a Deny for {action|the action} on {resource|the resource}; no Allow overrules it.',
      causes: [
        'a policy or the permissions boundary of the role',
        'the policy of the resource or of a VPC endpoint',
        'a service control policy of the organization',
      ],
      fix: 'Find the Deny for {action|the action} in the policies of the role, of the resource and of the organization, and correct it; a further permission cannot help.',
      link: LINK,
      noRetryHelps: true,
    },
  ],
} as const satisfies PatternGroup;

function refusedBy(policy: string): RegExp {
  return refused(`(?:with an explicit deny in (?:an? |the )?|because no )${policy}`);
}

/** What a hook may not do is told as a hook's. */
function refused(tail: string): RegExp {
  return new RegExp(
    `^(?!.*hook(?:\\(s\\)|s)? failed).*?not authorized to perform: (?<action>[\\w-]{1,60}:\\w{1,80})(?: on resource: (?<resource>\\S{1,300}))? ${tail}`,
    'i',
  );
}
