import type { Problem } from '../model.ts';
import { toProblem } from './catalogue.ts';
import type { Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const ECR_IMAGE = /^\d{12}\.dkr[.-]ecr(?:-fips)?\./;
const ROLES = ['taskRoleArn', 'executionRoleArn'] as const;

/** Roles that are missing, mixed up or misspelt (docs: task_execution_IAM_role). */
export function* roleRules(context: Context): Iterable<Problem> {
  const { definition, locate, raw } = context;
  for (const field of ROLES) {
    const role = definition[field];
    if (role === undefined || !role.startsWith('arn:') || ROLE_ARN.test(role) || hasPlaceholder(role)) continue;
    yield toProblem('odd-role-arn', locate([field]), {
      message: `${field} "${role}" is not well formed; AWS would probably say: Role is not valid.`,
      mend: 'Write arn:aws:iam::<12-digit account id>:role/<name>.',
    });
  }
  const { taskRoleArn, executionRoleArn } = definition;
  if (taskRoleArn !== undefined && taskRoleArn !== '' && taskRoleArn === executionRoleArn) {
    yield toProblem('same-role', locate(['taskRoleArn']), {
      message:
        'The task role is the execution role, so the application may do what ECS may do for it, such as reading all its secrets.',
      mend: 'Give the application a role of its own.',
    });
  }
  if (raw['executionRoleArn'] !== undefined && raw['executionRoleArn'] !== '') return;
  const reason = whyNeeded(context);
  if (reason !== undefined) {
    yield toProblem('execution-role-missing', locate(['executionRoleArn']), {
      message: `The task definition has no executionRoleArn, and needs one ${reason}.`,
      mend: 'Give it in the template or in the input execution-role-arn.',
    });
  }
}

/** AWS refuses secrets without the role on every launch type, the others on Fargate only. */
function whyNeeded({ containers, fargate }: Context): string | undefined {
  for (const { value, label } of containers) {
    const secrets = (value.secrets?.length ?? 0) + (value.logConfiguration?.secretOptions?.length ?? 0);
    if (secrets > 0) return `to read the secrets of container ${label}`;
    if (!fargate) continue;
    if (ECR_IMAGE.test(value.image ?? '')) return `to pull the image of container ${label} from ECR on Fargate`;
    if (value.logConfiguration?.logDriver === 'awslogs') return `to write the logs of container ${label} on Fargate`;
    if (value.repositoryCredentials !== undefined) return `to log in to the registry of container ${label} on Fargate`;
  }
  return undefined;
}
