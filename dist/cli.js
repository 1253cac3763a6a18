#!/usr/bin/env node
globalThis[Symbol.for('ecs-express-deploy.command-line')] = true;
await import('./index.js');
