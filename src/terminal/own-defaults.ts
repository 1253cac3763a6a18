import type { InputName } from '../inputs/spec.ts';

/** Where the action's default would be a lie in a shell: nothing here was started by GitHub Actions. */
export const OWN_DEFAULTS: Partial<Record<InputName, string>> = { 'run-task-started-by': 'ecs-express-deploy' };
