import type { Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { phrase } from '../phrases.ts';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const ACCOUNT_IN_WORDS = /^arn:aws[a-z-]*:iam::(?=[^:]*[a-z_])[\w-]+:role\//i;
const ECR_IMAGE = /^\d{12}\.dkr[.-]ecr(?:-fips)?\./;
const ROLES = ['taskRoleArn', 'executionRoleArn'] as const;

/** Roles that are missing, mixed up or misspelled (docs: task_execution_IAM_role). */
export function* roleRules(context: Context): Iterable<Problem> {
  const { definition, locate, raw } = context;
  for (const field of ROLES) {
    const role = definition[field];
    if (role === undefined || !role.startsWith('arn:') || ROLE_ARN.test(role) || hasPlaceholder(role)) continue;
    if (ACCOUNT_IN_WORDS.test(role)) {
      yield toProblem('placeholder-left', locate([field]), {
        message: `${field} "${role}" has placeholder text instead of an AWS account ID.`,
        fix: `Write the 12 digits, or \${ACCOUNT_ID} and set ACCOUNT_ID in ${phrase('the-input', 'variables')}.`,
      });
      continue;
    }
    yield toProblem('odd-role-arn', locate([field]), {
      message: `${field} "${role}" is not a valid role ARN.`,
      fix: 'Write arn:aws:iam::<12-digit account ID>:role/<name>.',
    });
  }
  const { taskRoleArn, executionRoleArn } = definition;
  if (taskRoleArn !== undefined && taskRoleArn !== '' && taskRoleArn === executionRoleArn) {
    yield toProblem('same-role', locate(['taskRoleArn']), {
      message:
        'Task role and execution role are the same, so the application can do everything that ECS does for it, such as reading all its secrets.',
      fix: 'Use a separate task role.',
    });
  }
  if (raw['executionRoleArn'] !== undefined && raw['executionRoleArn'] !== '') return;
  const need = whyNeeded(context);
  if (need !== undefined) {
    const place = raw['executionRoleArn'] === undefined ? need.path : ['executionRoleArn'];
    yield toProblem('execution-role-missing', locate(place), {
      message: `The task definition needs an executionRoleArn ${need.reason}.`,
      fix: 'Add executionRoleArn to the file, or set execution-role-arn.',
    });
  }
}

/** AWS rejects secrets without the role on every launch type, the others only on Fargate. */
function whyNeeded({ containers, fargate }: Context): { reason: string; path: Path } | undefined {
  for (const { value, path, label } of containers) {
    const secretOptions = value.logConfiguration?.secretOptions?.length ?? 0;
    if ((value.secrets?.length ?? 0) > 0) {
      return { reason: `to read the secrets of container ${label}`, path: [...path, 'secrets'] };
    }
    if (secretOptions > 0) {
      return {
        reason: `to read the log options of container ${label}`,
        path: [...path, 'logConfiguration', 'secretOptions'],
      };
    }
    if (!fargate) continue;
    if (ECR_IMAGE.test(value.image ?? '')) {
      return { reason: `to pull the image of container ${label} from ECR on Fargate`, path: [...path, 'image'] };
    }
    if (value.logConfiguration?.logDriver === 'awslogs') {
      return { reason: `to write the logs of container ${label} on Fargate`, path: [...path, 'logConfiguration'] };
    }
    if (value.repositoryCredentials !== undefined) {
      return {
        reason: `to log in to the registry of container ${label} on Fargate`,
        path: [...path, 'repositoryCredentials'],
      };
    }
  }
  return undefined;
}
