import type { PatternGroup } from './pattern.ts';
import { phrase } from '../phrases.ts';

const LINK = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html';

/** The caller and the resource that it may not use belong to one account. */
const SAME_ACCOUNT =
  /(?:sts|iam)::(?<account>\d{12}):.{1,400}on resource: arn:[\w-]{1,20}:[\w-]{1,30}:[\w-]{0,30}:\k<account>:/;

/** The end of IAM's sentence names the kind of policy that refused; only there it can be fixed. */
export const POLICIES = {
  title: 'Policies that deny',
  patterns: [
    {
      id: 'denied-by-organization',
      title: 'A policy of the AWS organization forbids it',
      pattern: refusedBy('(?<policy>(?:service|resource) control policy)'),
      plain:
        'A {policy|service control policy} of the AWS organization forbids {action|the action} on {resource|the resource}, and no policy in this account can override it.',
      causes: [
        'the {policy|service control policy} denies the action or does not allow it',
        'a condition of the {policy|service control policy} (Region, tag, network, principal) does not match',
      ],
      fix: "Ask the organization's administrator to allow {action|the action} in the {policy|service control policy}; adding permissions to the role does not help.",
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-endpoint',
      title: 'The policy of a VPC endpoint forbids it',
      pattern: refusedBy('VPC endpoint policy'),
      plain:
        'The call went through a VPC endpoint, and the endpoint policy does not allow {action|the action} on {resource|the resource}.',
      causes: [
        'the endpoint policy allows only other actions, resources or roles',
        'the endpoint policy has a Deny that applies to the role',
      ],
      fix: "Allow the role {action|the action} on {resource|the resource} in the policy of the VPC endpoint that the task's subnets use; adding permissions to the role does not help.",
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-boundary',
      title: 'The permissions boundary of the role forbids it',
      pattern: refusedBy('permissions boundary'),
      plain: "The role's permissions boundary does not allow {action|the action} on {resource|the resource}.",
      causes: ['the boundary does not allow the action', 'the boundary has a Deny for it'],
      fix: "Allow {action|the action} on {resource|the resource} in the role's permissions boundary, or remove the Deny there; a policy attached to the role cannot go beyond the boundary.",
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-session',
      title: 'The session policy forbids it',
      pattern: refusedBy('session policy'),
      plain:
        'The role was assumed with a session policy that does not allow {action|the action} on {resource|the resource}.',
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
        'The policy of {resource|the resource} explicitly denies the role {action|the action}, and no Allow overrides a Deny.',
      causes: [
        'the Deny exempts only some roles, and this one is not among them',
        'a condition of the Deny (VPC, VPC endpoint, organization, tag) matches the role by mistake',
      ],
      fix: 'Correct the Deny in the resource-based policy of {resource|the resource} (for a secret: `aws secretsmanager get-resource-policy`); adding permissions to the role does not help.',
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-without-resource',
      title: 'The resource policy does not allow the role',
      pattern: refused('because no resource-based policy allows'),
      plain:
        'The resource-based policy of {resource|the resource} does not allow {caller|the role}. It has to if the resource belongs to another account.',
      causes: [
        { text: 'the resource belongs to another account', unless: SAME_ACCOUNT },
        { text: 'the key policy names other roles', when: /kms:/i },
      ],
      fix: 'Allow {caller|the role} {action|the action} in the resource-based policy of {resource|the resource}.',
      variants: [
        {
          where: 'it is a KMS key of the same account',
          when: /(?:sts|iam)::(?<account>\d{12}):.{1,400}not authorized to perform: kms:\w{1,60} on resource: arn:[\w-]{1,20}:kms:[\w-]{1,30}:\k<account>:/,
          plain: 'The key policy of {resource|the KMS key} does not allow {caller|the role} {action|the action}.',
          fix: 'Allow {caller|the role} {action|the action} in the key policy of {resource|the KMS key}, or allow the account there (`Principal` with the ARN of its root), so that policies of its roles count.',
        },
        {
          where: 'it is a KMS key',
          when: /not authorized to perform: kms:/,
          plain: 'The key policy of {resource|the KMS key} does not allow {caller|the role} {action|the action}.',
          fix: 'Allow {caller|the role} {action|the action} in the key policy of {resource|the KMS key}; for a key of another account, in a policy of the role too.',
        },
        {
          where: 'the secret is in another account',
          when: /arn:[\w-]{1,20}:sts::(?<own>\d{12}):.{1,300}not authorized to perform: (?<action>secretsmanager:\w{1,60}) on resource: (?<secret>arn:[\w-]{1,20}:secretsmanager:[\w-]{1,30}:(?!\k<own>)(?<owner>\d{12}):secret:[^\s'",]{1,512})/,
          plain:
            'The secret {secret} belongs to account {owner}, and its policy does not allow {caller|the role} of account {own} {action}.',
          fix: 'In account {owner}, allow {caller|the role} of account {own} {action} in the resource-based policy of {secret} and kms:Decrypt in the policy of its KMS key (a key of your own: aws/secretsmanager works for its account alone); allow both in a policy of the role, too.',
        },
        {
          where: 'the repository of the image is in another account',
          when: /arn:[\w-]{1,20}:sts::(?<own>\d{12}):.{1,300}not authorized to perform: (?<pull>ecr:\w{1,60}) on resource: (?<repository>arn:[\w-]{1,20}:ecr:[\w-]{1,30}:(?!\k<own>)(?<owner>\d{12}):repository\/[\w./-]{1,255})/,
          plain:
            'The repository of the image belongs to account {owner}, and its policy does not allow account {own} {pull}.',
          fix: 'In account {owner}, allow account {own} ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability in the repository policy of {repository}.',
        },
      ],
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-by-identity',
      title: 'A policy of the role forbids it',
      pattern: refused('with an explicit deny in (?:an? |the )?identity-based policy'),
      plain:
        'A policy attached to the role explicitly denies {action|the action} on {resource|the resource}, and no Allow overrides a Deny.',
      causes: ['the Deny is broader than intended', 'a condition of the Deny matches the role by mistake'],
      fix: "Remove the Deny for {action|the action} from the role's policies, or correct its condition; adding permissions does not help.",
      link: LINK,
      noRetryHelps: true,
    },
    {
      id: 'denied-explicitly',
      title: 'A Deny forbids it',
      pattern: refused('with an explicit deny'),
      plain:
        'Some policy explicitly denies {action|the action} on {resource|the resource}, and no Allow overrides a Deny.',
      causes: [
        'a policy or the permissions boundary of the role',
        'the policy of the resource or of a VPC endpoint',
        'a service control policy of the organization',
      ],
      fix: 'Find the Deny for {action|the action} in the policies of the role, of the resource and of the organization, and correct it; adding permissions does not help.',
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
