import { parseArn } from './arn.ts';

/** Why ECS cannot read a `valueFrom`. Neither text quotes it: it may be the secret itself. */
export interface ValueFromFault {
  what: string;
  fix: string;
}

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;
/** A parameter, with the version that may follow its name. */
const PARAMETER_NAME = /^[\w./-]{1,1011}(?::\d+)?$/;
const PARAMETER_RESOURCE = /^parameter\/[\w./-]+(?::[\w.-]+)?$/;
/** A secret, then up to three parts that may each be empty: JSON key, version stage, version ID. */
const SECRET_RESOURCE = /^secret:[\w/+=.@!-]+(?::[^:]*){0,3}$/;

/** The formats that issuers give their keys: nobody names a parameter like that. */
const CREDENTIAL =
  /^(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\w{16,}|github_pat_\w+|glpat-[\w-]+|npm_\w{16,}|xox[abprs]-[\w-]+|[sr]k_(?:live|test)_\w+|sk-[\w-]{16,}|AIza[\w-]{30,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)$/;

/**
 * A `valueFrom` is the ARN of a secret in Secrets Manager, the ARN of a parameter in Parameter Store, or the name of a
 * parameter in the task's Region (docs: API_Secret, secrets-envvar-secrets-manager, secrets-envvar-ssm-paramstore).
 */
export function findValueFromFault(text: string): ValueFromFault | undefined {
  if (text.trim() === '') {
    return {
      what: 'is empty',
      fix: 'Use the ARN of a secret or parameter. The output or variable that holds it may be empty.',
    };
  }
  if (text.startsWith('arn:')) return faultOfArn(text);
  if (PARAMETER_NAME.test(text) && !isCredential(text)) return undefined;
  return {
    what: 'is neither an ARN nor the name of a parameter; it may be the secret value itself',
    fix: 'Store the value in Secrets Manager or Parameter Store, and use the ARN here. If this is the value, replace it: it is already in the history of the file or workflow.',
  };
}

/** Whether it has the format of an issued key. */
export function isCredential(text: string): boolean {
  return CREDENTIAL.test(text);
}

function faultOfArn(text: string): ValueFromFault | undefined {
  const { partition = '', service = '', region = '', account = '', resource = '' } = parseArn(text) ?? {};
  if (service !== 'secretsmanager' && service !== 'ssm') {
    return {
      what: /^[a-z][a-z0-9-]{0,30}$/.test(service) ? `is an ARN of "${service}"` : 'is not a complete ARN',
      fix: /^secrets?-?manager$/.test(service)
        ? 'Write the service as "secretsmanager".'
        : 'Use the ARN of a secret (arn:aws:secretsmanager:…) or of a parameter (arn:aws:ssm:…).',
    };
  }
  const isSecret = service === 'secretsmanager';
  const form = isSecret
    ? 'arn:aws:secretsmanager:<Region>:<account ID>:secret:<name>'
    : 'arn:aws:ssm:<Region>:<account ID>:parameter/<name>';
  const fix = `Write ${form}.`;
  const kind = isSecret ? 'secret' : 'parameter';
  if (!/^aws(?:-[a-z]+)*$/.test(partition)) return { what: 'is an ARN of an unknown partition', fix };
  if (!REGION.test(region)) return { what: `is the ARN of a ${kind} without a valid Region`, fix };
  if (!ACCOUNT.test(account)) return { what: `is the ARN of a ${kind} without a 12-digit account ID`, fix };
  const fits = (isSecret ? SECRET_RESOURCE : PARAMETER_RESOURCE).test(resource);
  return fits ? undefined : { what: `is an ARN of "${service}" that does not name a ${kind}`, fix };
}
