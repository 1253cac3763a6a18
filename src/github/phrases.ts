import type { Phrases } from '../phrases.ts';

const LOGIN = 'aws-actions/configure-aws-credentials';

/** GitHub drops an output that contains a masked value, and configure-aws-credentials masks the account ID (its README). */
const MASKED = 'set mask-aws-account-id: false';

/** How things are done in a GitHub Actions workflow. */
export const GITHUB_PHRASES: Phrases = {
  'log-in': () => `Run ${LOGIN} before this step in the same job, and give the job the permission id-token: write.`,
  'role-setting': () => `role-to-assume of ${LOGIN}`,
  'duration-setting': () => `role-duration-seconds of ${LOGIN}`,
  'region-setting': () => `aws-region of ${LOGIN}`,
  'session-policies': () => `\`inline-session-policy\` or \`managed-session-policies\` of ${LOGIN}`,
  'whose-keys': () => `those of ${LOGIN}`,
  'trust-policy': (action) =>
    `Let the trust policy of the role allow ${action} to this job: for GitHub's OIDC that is the issuer token.actions.githubusercontent.com, the audience sts.amazonaws.com and the subject of this repository. A policy of the role itself will not help.`,
  'one-at-a-time': () => 'give all workflows that deploy the service the same `concurrency` group',
  'why-empty': () =>
    `An output is empty when the step id is misspelled, when the job is missing from \`needs\`, or when GitHub masks the account ID in it (${MASKED}).`,
  'why-no-registry': () =>
    `GitHub drops an output that contains a masked value, such as the account ID in a registry name: build the image URI in this job, or ${MASKED} where it is built.`,
  expander: () => 'GitHub',
  variable: (name) => toExpression(name),
  expression: (inner) => `\`\${{ ${inner} }}\``,
  'command-output': () =>
    'Run the command in an earlier step, write its result to $GITHUB_OUTPUT, and use `${{ steps.<id>.outputs.<name> }}`.',
  'literal-expression': () =>
    'Write the expression itself under `with:` of this step. GitHub leaves it as text where it came through a file, a quoted heredoc, a repository variable, or an input of a reusable workflow that was given as plain text.',
  mode: (mode) => `mode: ${mode}`,
  'run-mode': (mode) => `run this action with \`mode: ${mode}\``,
  'commit-tag': () => '${{ github.sha }}',
  input: (name) => `Input "${name}"`,
  'the-input': (name) => `the input "${name}"`,
  'input-name': (name) => `"${name}"`,
  inputs: (names) => `Inputs ${names.replace(/(\S+) (\S+)/, '"$1" and "$2"')}`,
  'at-input': (name) => `input ${name}`,
  setting: (setting) => setting,
  'variable-line': (name) => `a line ${name}=… to the input "variables"`,
  step: () => 'the step',
  'this-step': () => 'this step',
  runner: () => 'the runner',
  workflow: () => 'workflow',
  'path-from': () => 'starting at the root of the workspace',
  'no-files': () => 'The workspace is empty: run actions/checkout before this step.',
};

/** The runner's own variables are not in the `env` context. */
function toExpression(name: string): string {
  const [, context, property] = /^(GITHUB|RUNNER)_([A-Z_]+)$/.exec(name) ?? [];
  const path = context === undefined ? `env.${name}` : `${context.toLowerCase()}.${property?.toLowerCase()}`;
  return `\`\${{ ${path} }}\``;
}
