/**
 * Fields whose value is a word of this product or of AWS, a path of ours, or an ARN: what programs and later steps go by. A password that happens to
 * be such a word is no secret there, and hiding it would break the outcome, the report and the outputs.
 */
const FIELDS: ReadonlySet<string> = new Set([
  'kind',
  'mode',
  'severity',
  'rule',
  'role',
  'type',
  'stage',
  'status',
  'state',
  'standing',
  'verdict',
  'lastStatus',
  'healthStatus',
  'stopCode',
  'timeoutAction',
  'from',
  'tagFrom',
  'input',
  'path',
  'arn',
  'arns',
  'registered',
  'alreadyRegistered',
]);

export function holdsOwnWord(field: string): boolean {
  return FIELDS.has(field) || field.endsWith('Arn');
}
