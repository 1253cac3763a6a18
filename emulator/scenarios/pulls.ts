import type { PullFailure } from '../behaviours.ts';
import { failingWeb, withoutRegistry } from './failing-web.ts';
import type { Scenario } from './scenario.ts';

const IMAGE = '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0';
const RESOLVE = `pull image manifest has been retried 5 time(s): failed to resolve ref ${IMAGE}`;

/** Name, title, kind of failure, and the words where the usual ones of that kind are not meant. */
const PULLS: [name: string, title: string, cause: PullFailure, message?: string][] = [
  ['pull-not-found', 'the tag is gone from the registry', 'not-found'],
  ['pull-network', 'the task cannot reach Amazon ECR', 'network'],
  [
    'pull-timeout',
    'the registry does not answer',
    'network',
    `${RESOLVE}: failed to do request: Head "https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/web/manifests/2.0.0": dial tcp 52.94.12.8:443: i/o timeout`,
  ],
  ['pull-forbidden', 'the execution role may not pull', 'forbidden'],
  [
    'pull-permissions',
    'the execution role may not pull, as Fargate words it',
    'forbidden',
    'The task can’t pull the image. Check that the role has the permissions to pull images from the registry.',
  ],
  ['pull-wrong-platform', 'the image is for ARM64 only', 'wrong-platform'],
  ['pull-rate-limit', 'the registry allows no more pulls', 'rate-limit'],
  [
    'pull-docker-hub-limit',
    'Docker Hub allows no more anonymous pulls',
    'rate-limit',
    'inspect image has been retried 5 time(s): httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/latest: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
  ],
  [
    'pull-layers',
    'the layers of the image cannot be downloaded from Amazon S3',
    'forbidden',
    'ref pull has been retried 1 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status code https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/1a2b3c: 403 Forbidden',
  ],
  [
    'pull-disk-full',
    'the image is larger than the disk of the task',
    'network',
    'ref pull has been retried 1 time(s): failed to extract layer sha256:9f3c: write /var/lib/containerd/tmpmounts/model.bin: no space left on device',
  ],
  [
    'pull-access-denied',
    'the repository does not exist, or the registry requires a login',
    'forbidden',
    'inspect image has been retried 1 time(s): failed to resolve ref "docker.io/acme/web:2.0.0": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ],
];

export const pulls: Scenario[] = PULLS.map(([name, title, cause, message]) =>
  failingWeb({
    name,
    title,
    does: { kind: 'cannot-pull', cause, ...(message === undefined ? {} : { message }) },
    given: withoutRegistry,
  }),
);
