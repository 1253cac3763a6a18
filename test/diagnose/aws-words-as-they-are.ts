import { WEB, type Case } from './case.ts';
import { byCodeDeploy, neverStarts } from './endings.ts';
import type { Open } from './field-fixes.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const nothingRuns = (event: string): Case => ({
  standsStill: true,
  events: [event],
  service: { launchType: 'FARGATE' },
  counts: { desired: 2, running: 0, pending: 0 },
});

/** Words of AWS that were taken for others, or for none. */
export const AWS_WORDS_AS_THEY_ARE: readonly Open[] = [
  {
    name: 'a text with both platforms, the wanted one last',
    source: 'https://github.com/containerd/containerd/issues/9229',
    root: 'The image is for amd64, the task for arm64.',
    named: /built for linux\/amd64/,
    fix: [/--platform linux\/arm64/],
    facts: ['linux/arm64'],
    never: /--platform linux\/amd64|for an ARM image/,
    given: neverStarts(
      'CannotPullContainerError: image platform linux/amd64 does not match the specified platform: wanted linux/arm64',
    ),
  },
  {
    name: 'too many tasks that wait for capacity',
    source: `${DOCS}service-quotas.html`,
    root: 'The cluster has as many tasks in PROVISIONING as it may.',
    named: /PROVISIONING/,
    fix: [/capacity provider/, /describe-scaling-activities/],
    facts: ['500'],
    never: /Fargate On-Demand|vCPU/,
    given: nothingRuns(
      "(service web) was unable to place a task. Reason: You've reached the limit on the number of tasks that can be in the PROVISIONING state (500) for your cluster.",
    ),
  },
  {
    name: 'the server of a log driver has no name in the VPC',
    source: 'https://github.com/moby/moby/blob/master/daemon/logger/gelf/gelf.go',
    root: 'graylog.acme.internal does not resolve.',
    named: /graylog\.acme\.internal/,
    fix: [/graylog\.acme\.internal/, /logConfiguration\.options/, /hosted zone/],
    facts: ['graylog.acme.internal'],
    never: /`image`|registry/,
    given: neverStarts(
      'ResourceInitializationError: failed to initialize logging driver: gelf: cannot connect to GELF endpoint: graylog.acme.internal:12201 dial udp: lookup graylog.acme.internal: no such host',
    ),
  },
  {
    name: 'CodeDeploy: the function of a hook ran out of time',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html',
    root: 'The function has 3 s, and its test takes longer.',
    named: /BeforeAllowTraffic/,
    fix: [/timeout/, /3\.00/],
    facts: ['3.00 s'],
    never: /its test found an error|correct what it found/,
    given: byCodeDeploy(
      'HOOK_EXECUTION_FAILURE',
      'The deployment failed because one or more of the lifecycle event validation functions failed.',
      { name: 'BeforeAllowTraffic', message: 'Task timed out after 3.00 seconds', log: '' },
    ),
  },
  {
    name: 'the registry of the company speaks plain HTTP',
    source: 'https://github.com/moby/moby/issues/21497',
    root: 'The registry serves HTTP where HTTPS is asked.',
    named: /plain HTTP/,
    fix: [/certificate/, /registry\.acme\.internal/],
    facts: ['registry.acme.internal'],
    never: /executionRoleArn|does not exist|another architecture/,
    given: neverStarts(
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref registry.acme.internal/web:2: failed to do request: Head "https://registry.acme.internal/v2/web/manifests/2": http: server gave HTTP response to HTTPS client',
      { containers: [{ ...WEB, image: 'registry.acme.internal/web:2' }] },
    ),
  },
];
