import { run as runAction } from './action.ts';
import { fillIn } from './node-20.ts';

/** dist/cli.js sets this before it loads the bundle; one bundle serves both, so that dist/ holds everything once. */
const COMMAND_LINE = Symbol.for('ecs-express-deploy.command-line');

async function main(): Promise<void> {
  fillIn();
  if (!(COMMAND_LINE in globalThis)) return await runAction();
  const { main: runCommandLine } = await import('./cli.ts');
  await runCommandLine();
}

void main();
