import { GUIDE, type Pattern } from './pattern.ts';

const PAGE = `${GUIDE}/resource-initialization-error.html`;

/** Calls that each task makes before its containers start, when more tasks start than the account may make calls. */
export const START_THROTTLED = {
  id: 'start-throttled',
  title: 'AWS throttles the requests of the task',
  pattern:
    /(?:ResourceInitializationError|retrieve secrets? from|ecr registry auth|log stream|log group).*(?:ThrottlingException|Rate exceeded|TooManyRequestsException)/i,
  plain: 'Many tasks request secrets, logins or log streams at once, more than AWS allows this account.',
  causes: ['many tasks start at the same time', 'other programs of the account call the same service very often'],
  fix: 'Deploy again later; start fewer tasks at once (`maximumPercent`, or one service after the other), or ask for a higher quota of the service.',
  variants: [
    {
      where: 'it is Parameter Store',
      when: /\bssm\b|Parameter Store|Systems Manager/i,
      plain:
        'Parameter Store throttles the tasks: it answers this account only so many GetParameters a second (40 by default), and tasks that start at once ask more often.',
      fix: 'Turn on higher throughput of Parameter Store (`aws ssm update-service-setting --setting-id /ssm/parameter-store/high-throughput-enabled --setting-value true`), or start fewer tasks at once (`maximumPercent`); then deploy again.',
    },
    {
      where: 'it is CloudWatch Logs',
      when: /log (?:stream|group)/i,
      plain:
        'CloudWatch Logs makes only so many log streams a second for this account, and each task that starts asks for one.',
      fix: 'Start fewer tasks at once (`maximumPercent`, or one service after the other), or ask for a higher quota (Service Quotas, Amazon CloudWatch Logs, "CreateLogStream throttle limit in transactions per second"); then deploy again.',
    },
    {
      where: 'it is Amazon ECR',
      when: /\becr\b/i,
      plain:
        'Amazon ECR gives out only so many logins a second for this account, and each task that starts asks for one.',
      fix: 'Start fewer tasks at once (`maximumPercent`, or one service after the other), or ask for a higher quota (Service Quotas, Amazon ECR, "Rate of GetAuthorizationToken requests"); then deploy again.',
    },
    {
      where: 'it is KMS',
      when: /\bKMS\b/,
      fix: 'Ask for a higher quota (Service Quotas, AWS KMS, "Cryptographic operations (symmetric) request rate"), or start fewer tasks at once (`maximumPercent`); then deploy again.',
    },
  ],
  link: PAGE,
  passes: true,
} as const satisfies Pattern;
