import type { Problem } from '../../model.ts';
import { toProblem } from '../../problem.ts';
import type { RuleName } from '../../rules.ts';
import { accountOf, nameOf, type Need } from './need.ts';
import type { Read, Reader } from './reader.ts';
import { trustedServices } from './trust.ts';
import type { Denial } from '../../aws/denial.ts';

/** What was found out about something needed; `what` follows its name: "does not exist in …". */
export type Verdict =
  | { kind: 'sound' }
  | { kind: 'wrong'; rule: RuleName; what: string; fix: string; severity?: 'warning' }
  | { kind: 'unread'; why: string; denial?: Denial | undefined };

const SOUND: Verdict = { kind: 'sound' };

/** Looks at one thing that is needed. `account` is that of the caller, if it is known: no call reads another one's. */
export async function judge(need: Need, account: string | undefined, reader: Reader): Promise<Verdict> {
  const itsAccount = accountOf(need);
  if (account !== undefined && itsAccount !== undefined && itsAccount !== account) {
    return { kind: 'unread', why: `it belongs to account ${itsAccount}` };
  }
  switch (need.kind) {
    case 'role':
      return from(await reader.role(need.name), {
        missing: () => roleMissing(need),
        found: (role) => roleFound(need, role),
      });
    case 'secret': {
      const { region, id: name } = need;
      return from(await reader.secret({ region, name }), {
        missing: () => secretMissing(need),
        found: ({ deletedAt }) => (deletedAt === undefined ? SOUND : secretDeleted(need, deletedAt)),
      });
    }
    case 'parameter': {
      const { region } = need;
      const reads = await Promise.all(need.names.map((name) => reader.parameter({ region, name })));
      const best = reads.find((read) => 'found' in read) ?? reads.find((read) => 'unread' in read) ?? reads[0];
      return best === undefined ? SOUND : from(best, { missing: () => parameterMissing(need), found: () => SOUND });
    }
    case 'log group': {
      const { region, name } = need;
      return from(await reader.logGroup({ region, name }), {
        missing: () => logGroupMissing(need),
        found: () => SOUND,
      });
    }
    case 'alarm':
      return from(await reader.alarm(need.name), {
        missing: () => alarmMissing(need),
        found: ({ isInAlarm }) => (isInAlarm ? inAlarm(need) : SOUND),
      });
    case 'target group':
      return from(await reader.targetGroup(need.arn), {
        missing: () => targetGroupMissing(),
        found: ({ type }) => targetType(need, type),
      });
    case 'scan':
      return from(await reader.findings(need.image), { missing: () => SOUND, found: scanned });
  }
}

export function toProblems(need: Need, verdict: Verdict): Problem[] {
  if (verdict.kind !== 'wrong') return [];
  const { rule, what, fix, severity } = verdict;
  const message = `The ${need.kind === 'scan' ? nameOf(need) : `${nameOf(need)} (${need.by})`} ${what}.`;
  const problem = toProblem(rule, need.origin, { message, fix });
  return [severity === undefined ? problem : { ...problem, severity }];
}

function from<T>(read: Read<T>, say: { missing: () => Verdict; found: (value: T) => Verdict }): Verdict {
  if ('unread' in read) return { kind: 'unread', why: read.unread, denial: read.denial };
  return 'found' in read ? say.found(read.found) : say.missing();
}

type Of<K extends Need['kind']> = Extract<Need, { kind: K }>;

function roleMissing({ name, account, by }: Of<'role'>): Verdict {
  return {
    kind: 'wrong',
    rule: 'role-missing',
    what: `does not exist: IAM has no role of that name${account === undefined ? '' : ` in account ${account}`}`,
    fix: `Create the role ${name}, or correct ${by}.`,
  };
}

function roleFound({ name, arn, account, by, principal }: Of<'role'>, role: { arn: string; trust: string }): Verdict {
  if (arn !== undefined && role.arn !== arn) {
    const isOther = !role.arn.includes(`:${account}:`);
    if (isOther) return { kind: 'unread', why: `it belongs to account ${account}` };
    return {
      kind: 'wrong',
      rule: 'role-missing',
      what: `does not exist as ${arn}: the role "${name}" has another path`,
      fix: `Set ${by} to ${role.arn}.`,
    };
  }
  const trusted = trustedServices(role.trust);
  if (trusted === undefined || trusted.some((one) => one.replace(/\.cn$/, '') === principal)) return SOUND;
  return {
    kind: 'wrong',
    rule: 'role-trust',
    what: `does not trust ${principal}, so ECS cannot use it. It trusts ${trusted.length === 0 ? 'no service' : trusted.join(', ')}`,
    fix: `Allow ${principal} to call sts:AssumeRole in the trust policy of the role ${name}, or use another role.`,
  };
}

function secretMissing({ region }: Of<'secret'>): Verdict {
  return {
    kind: 'wrong',
    rule: 'secret-missing',
    what: `does not exist in Secrets Manager in Region ${region}`,
    fix: 'Create the secret, or correct the ARN.',
  };
}

function secretDeleted({ id, region }: Of<'secret'>, deletedAt: Date): Verdict {
  return {
    kind: 'wrong',
    rule: 'secret-deleted',
    what: `is scheduled for deletion on ${deletedAt.toISOString().slice(0, 10)}, so ECS cannot read it`,
    fix: `Keep it with \`aws secretsmanager restore-secret --secret-id ${id} --region ${region}\`, or use another secret.`,
  };
}

function parameterMissing({ region }: Of<'parameter'>): Verdict {
  return {
    kind: 'wrong',
    rule: 'parameter-missing',
    what: `does not exist in Parameter Store in Region ${region}`,
    fix: 'Create the parameter, or correct its name.',
  };
}

function logGroupMissing({ name, region }: Of<'log group'>): Verdict {
  return {
    kind: 'wrong',
    rule: 'log-group-missing',
    what: `does not exist in Region ${region}, so tasks cannot start`,
    fix: `Create it with \`aws logs create-log-group --log-group-name ${name} --region ${region}\`, or set the option awslogs-create-group to "true" and allow the execution role logs:CreateLogGroup.`,
  };
}

/** A service that has it already was deployed without it before. */
function alarmMissing({ name, isLive }: Of<'alarm'>): Verdict {
  return {
    kind: 'wrong',
    rule: 'alarm-missing',
    what: 'does not exist in CloudWatch, so it cannot stop a bad deployment',
    fix: `Create the alarm ${name}, or remove it from the deployment alarms of the service.`,
    ...(isLive ? { severity: 'warning' } : {}),
  };
}

function inAlarm({ name }: Of<'alarm'>): Verdict {
  return {
    kind: 'wrong',
    rule: 'alarm-in-alarm',
    what: 'is already in ALARM: ECS ignores it for the whole deployment, so it cannot stop this one',
    fix: `Deploy once the alarm ${name} is OK again, unless this deployment is what makes it OK.`,
  };
}

function targetGroupMissing(): Verdict {
  return {
    kind: 'wrong',
    rule: 'target-group-missing',
    what: 'does not exist in this Region',
    fix: 'Create the target group, or correct its ARN.',
  };
}

function targetType({ networkMode }: Of<'target group'>, type: string | undefined): Verdict {
  const wanted = networkMode === 'awsvpc' ? 'ip' : 'instance';
  if (type === undefined || type === wanted) return SOUND;
  return {
    kind: 'wrong',
    rule: 'target-group-type',
    what: `has target type ${type}, but tasks with network mode ${networkMode} need ${wanted}`,
    fix: `Use a target group with target type ${wanted}: the type of an existing one cannot be changed.`,
  };
}

function scanned(counts: Readonly<Record<string, number>>): Verdict {
  const { CRITICAL: critical = 0, HIGH: high = 0 } = counts;
  if (critical === 0) return SOUND;
  return {
    kind: 'wrong',
    rule: 'image-vulnerabilities',
    what: `has ${critical} critical ${critical === 1 ? 'finding' : 'findings'}${high === 0 ? '' : ` and ${high} of high severity`} in the last scan of ECR`,
    fix: 'Look at the findings in ECR, and rebuild the image on a base that fixes them.',
  };
}
