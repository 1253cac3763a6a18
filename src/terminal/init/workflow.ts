/** What the workflow deploys, and where to. */
export interface Deployed {
  service: string;
  region: string;
  partition: string;
  account: string;
  /** The repository of the image, without a tag. */
  repository: string;
  /** The inputs of the step, besides `image`. */
  inputs: Readonly<Record<string, string | undefined>>;
}

/** The workflow of README, for one service: build, push, deploy by digest. */
export function toWorkflow({ service, region, partition, account, repository, inputs }: Deployed): string {
  const lines = Object.entries(inputs).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `name: deploy
on:
  push:
    branches: [main]
permissions: {}
concurrency: deploy-${service}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    permissions:
      id-token: write # GitHub's OIDC token becomes the role below
      contents: read
    timeout-minutes: 60
    env:
      REPOSITORY: ${repository}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3
        with:
          role-to-assume: arn:${partition}:iam::${account}:role/deploy # ecs-express-deploy iam prints its policies
          aws-region: ${region}
      - id: build
        run: |
          aws ecr get-login-password | docker login --username AWS --password-stdin "\${REPOSITORY%%/*}"
          docker buildx build --push --tag "$REPOSITORY:$GITHUB_SHA-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT" --metadata-file build.json .
          echo "digest=$(jq -r '."containerimage.digest"' build.json)" >> "$GITHUB_OUTPUT"
      - uses: org/ecs-express-deploy@v1
        with:
          ${lines.join('\n          ')}
          image: \${{ env.REPOSITORY }}@\${{ steps.build.outputs.digest }}
`;
}
