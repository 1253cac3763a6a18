import { expect, test } from 'vitest';
import { inWords } from '../../src/explain/cause.ts';
import { explain } from '../../src/explain/explain.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-AbCdEf';
const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09';
const STARTED = 'ResourceInitializationError:';
const FETCHED = `${STARTED} unable to pull secrets or registry auth: execution resource retrieval failed:`;
const DAEMON = 'Error response from daemon:';

/** Where something can fail for many reasons, in the words of AWS up to the reason. */
const PLACES: readonly [string, (why: string) => string][] = [
  [
    'an environment file',
    (why) =>
      `${STARTED} failed to download env files: file download command: non empty error stream: unable to download env file with key prod/web.env from bucket shop-env, error: ${why}`,
  ],
  [
    'the configuration of a log router',
    (why) =>
      `${STARTED} Unable to download firelens s3 config file: unable to download s3 config extra.conf from bucket shop-logs: ${why}`,
  ],
  [
    'EFS',
    (why) =>
      `${STARTED} failed to invoke EFS utils commands to set up EFS volumes: stderr: ${why} : unsuccessful EFS utils command execution; code: 1`,
  ],
  ['FSx', (why) => `${STARTED} failed to mount fsx windows file server volume: ${why}`],
  ['EBS', (why) => `Task failed to start: EBS volume creation failed: ${why}`],
  [
    'a secret',
    (why) =>
      `${FETCHED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret ${SECRET} from secrets manager: ${why}`,
  ],
  [
    'a parameter',
    (why) => `${FETCHED} unable to retrieve secrets from ssm: service call has been retried 5 time(s): ${why}`,
  ],
  [
    'the login of ECR',
    (why) => `${FETCHED} unable to get registry auth from ECR: service call has been retried 3 time(s): ${why}`,
  ],
  [
    'a log stream',
    (why) =>
      `${STARTED} failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${why} : exit status 1`,
  ],
  ['a credential spec', (why) => `${STARTED} unable to retrieve credential spec from ssm: ${why}`],
  [
    'a manifest',
    (why) =>
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2: ${why}`,
  ],
  [
    'a layer',
    (why) =>
      `CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer sha256:0a1b: ${why}`,
  ],
  [
    'a download of a layer',
    (why) =>
      `CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: ${why}`,
  ],
  ['the creation of a container', (why) => `CannotCreateContainerError: ${DAEMON} ${why}`],
  ['the start of a container', (why) => `CannotStartContainerError: ${DAEMON} ${why}`],
  [
    'a network interface',
    (why) =>
      `(service web) failed to launch a task with (error Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0a1b': ${why}).`,
  ],
  ['a target', (why) => `(service web) failed to register targets in (target-group ${GROUP}) with (error ${why}).`],
  ['an instance', (why) => `${STARTED} Unable to launch instance(s). ${why}`],
  ['Cloud Map', (why) => `(service web) was unable to register instance in service discovery: ${why}`],
  ['a task', (why) => `(service web) failed to launch a task with (error ${why}).`],
  ['a place', (why) => `(service web) was unable to place a task. Reason: ${why}.`],
  ['a load balancer of Express', (why) => `ECS could not create the load balancer of the service: ${why}`],
];

/** Reasons, what must be told of each wherever it stands, and what it rules out. */
const REASONS: readonly [string, RegExp, RegExp][] = [
  [
    'ResourceNotFoundException: The specified thing shop-1 does not exist. status code: 404',
    /exist|find|found|gone|has no|no such/i,
    /throttl|2049|NAT gateway/i,
  ],
  [
    'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/shop-x/0a is not authorized to perform: foo:Bar on resource: arn:aws:foo:us-east-1:111122223333:thing/1 because no identity-based policy allows the foo:Bar action',
    /allow|refused/i,
    /throttl|2049|NAT gateway/i,
  ],
  [
    'ThrottlingException: Rate exceeded',
    /throttl|calls|second|more than AWS allows/i,
    /does not exist|2049|NAT gateway|lacks/i,
  ],
  [
    'InternalServerException: An internal error occurred. Please retry. status code: 500',
    /internal|server error/i,
    /does not exist|2049|NAT gateway|lacks/i,
  ],
  [
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    /certificate/i,
    /does not exist|2049|lacks/i,
  ],
  [
    'dial tcp: lookup x.us-east-1.amazonaws.com on 10.0.0.2:53: no such host',
    /resolve|DNS|no such host/i,
    /2049|lacks/i,
  ],
  ['write /var/lib/x: no space left on device', /disk|storage|space/i, /does not exist|2049|lacks|gzip/i],
  [
    "ValidationException: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    /valid|accept|value/i,
    /does not exist|2049|NAT gateway|lacks/i,
  ],
  ['LimitExceededException: You have reached your limit of 20 things', /quota|limit/i, /2049|NAT gateway|lacks/i],
  ['NoCredentialProviders: no valid providers in chain. Deprecated.', /credential/i, /2049|NAT gateway|throttl/i],
  ['flux capacitor out of phase', /flux capacitor/i, /does not exist|2049|NAT gateway|gzip|memory/i],
];

/** A reason means the same wherever it stands, and no list of what is likely stands beside it. */
test.each(PLACES)('tells the reason that the text gives for %s', (_, place) => {
  for (const [why, told, never] of REASONS) {
    const message = place(why);
    const explanation = explain(message);
    if (explanation === undefined) continue;
    const words = inWords(explanation, { words: message, precise: false });
    const text = [words.explanation, words.fix].join('\n');
    expect(text, why).toMatch(told);
    expect(text, why).not.toMatch(never);
  }
});
