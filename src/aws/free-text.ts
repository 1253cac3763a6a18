import type { Path } from '../model.ts';

const COMMANDS = new Set<string | number>(['command', 'entryPoint']);
/** Options of the awslogs driver that ECS reads itself: it would look for a log group or Region with that literal name. */
const READ_BY_ECS = new Set<string | number>(['awslogs-group', 'awslogs-region']);

/**
 * Texts of a task definition that ECS passes on unread: `${NAME}` there may belong to a shell, Spring or
 * Fluent Bit, `{{.Name}}` to a log driver (docs: API_ContainerDefinition, API_LogConfiguration).
 */
export function freeTextOf(path: Path): 'command' | 'value' | undefined {
  if (path[0] !== 'containerDefinitions') return undefined;
  const [, , field, second] = path;
  if (path.some((key) => COMMANDS.has(key))) return 'command';
  if (field === 'environment' && path.at(-1) === 'value') return 'value';
  if (field === 'dockerLabels') return 'value';
  const isOption = (field === 'logConfiguration' || field === 'firelensConfiguration') && second === 'options';
  return isOption && !READ_BY_ECS.has(path.at(-1) ?? '') ? 'value' : undefined;
}
