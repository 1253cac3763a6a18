import { run as runAction } from './action.ts';
import { fillIn } from './node-20.ts';

/** dist/cli.js sets this before it loads the bundle; one bundle serves both, so that dist/ holds everything once. */
const COMMAND_LINE = Symbol.for('ecs-express-deploy.command-line');

async function main(): Promise<void> {
  fillIn();
  // The SDK is part of the bundle: its advice to update Node.js for the sake of newer SDKs is for whoever builds the bundle.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  // A pipe whose reader is gone, such as `| head`, must not end a deployment half way.
  process.stdout.on('error', () => undefined);
  if (!(COMMAND_LINE in globalThis)) return await runAction();
  const { main: runCommandLine } = await import('./cli.ts');
  await runCommandLine();
}

void main();
