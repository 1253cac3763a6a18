#!/usr/bin/env node
if (process.argv[2] === 'demo') {
  process.argv.splice(2, 1);
  await import('../demo/dist/index.js');
} else {
  globalThis[Symbol.for('ecs-express-deploy.command-line')] = true;
  await import('./index.js');
}
