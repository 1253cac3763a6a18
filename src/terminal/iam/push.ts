import type { Names, Statement } from '../../aws/policy.ts';

/** What `docker push` needs (docs: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html). */
const PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

/** For a job that builds the images before it deploys them. */
export function pushStatements({ partition, region, account, repositories }: Names): Statement[] {
  const anyName = `arn:${partition}:ecr:${region}:${account}:repository/REPOSITORY`;
  const named = repositories === undefined || repositories.length === 0 ? [anyName] : [...repositories];
  return [
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    { Effect: 'Allow', Action: PUSH, Resource: named },
  ];
}
