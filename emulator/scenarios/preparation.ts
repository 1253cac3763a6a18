import { failingWeb, type WebFailure } from './failing-web.ts';

const FETCH = 'unable to pull secrets or registry auth: ';

const fails = (name: string, title: string, message: string): WebFailure => ({
  name,
  title,
  does: { kind: 'cannot-prepare', message },
});

const PREPARATION: WebFailure[] = [
  {
    name: 'secret-missing',
    title: 'the secret in valueFrom does not exist',
    does: {
      kind: 'secret-missing',
      secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:web/database-AbCdEf',
    },
  },
  {
    name: 'log-group-missing',
    title: 'someone deletes the log group /ecs/web after the update',
    afterwards: { seconds: 0, run: (region) => void region.logGroups.delete('/ecs/web') },
  },
  fails(
    'secret-forbidden',
    'the execution role may not read the secret',
    `${FETCH}execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:us-east-1:123456789012:secret:web/database-AbCdEf from secrets manager: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/9f3c is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:web/database-AbCdEf because no identity-based policy allows the secretsmanager:GetSecretValue action`,
  ),
  fails(
    'parameters-unreachable',
    'the task cannot reach Parameter Store',
    `${FETCH}The task cannot pull secrets from AWS Systems Manager Parameter Store. Check your network connection between the task and AWS Systems Manager.`,
  ),
  fails(
    'registry-login-no-route',
    'the task cannot reach Amazon ECR to log in',
    `${FETCH}The task cannot pull registry authentication from Amazon ECR. There is a connection issue between the task and Amazon ECR. Check your task network configuration.`,
  ),
  fails(
    'efs-mount',
    'the EFS volume cannot be mounted',
    'failed to invoke EFS utils commands to set up EFS volumes: stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Failed to mount fs-0123456789abcdef0: mount.nfs4: Connection timed out : unsuccessful EFS utils command execution; code: 32',
  ),
];

export const preparation = PREPARATION.map(failingWeb);
