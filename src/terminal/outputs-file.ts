/**
 * The outputs of the action as a dotenv file: `task-definition-arn` is `ECS_TASK_DEFINITION_ARN`. Plain `KEY=value` lines
 * without quotes, as GitLab (`artifacts:reports:dotenv`) and `docker --env-file` read them; a value never has two lines.
 */
export function formatOutputs(outputs: Readonly<Record<string, string>>): string {
  const lines = Object.entries(outputs).map(
    ([name, value]) => `ECS_${name.toUpperCase().replaceAll('-', '_')}=${value.replaceAll(/\s+/g, ' ')}`,
  );
  return lines.map((line) => `${line}\n`).join('');
}
