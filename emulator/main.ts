import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/scenarios.ts';
import { startEmulator } from './server.ts';
import { createWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'classic-healthy' },
    time: { type: 'string', default: 'virtual' },
    speed: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
    region: { type: 'string', default: 'us-east-1' },
  },
});
const scenario = scenarios[values.scenario];
const speed = Number(values.speed);
if (!scenario || !['virtual', 'real'].includes(values.time) || !(speed > 0)) {
  process.stderr.write(
    `usage: node emulator/main.ts [--scenario ${Object.keys(scenarios).join('|')}] [--time virtual|real] [--speed N] [--port N] [--region NAME]\n`,
  );
  process.exit(2);
}
const time = values.time === 'real' ? 'real' : 'virtual';
const world = createWorld({ region: values.region, ...(time === 'real' ? { startAt: new Date() } : {}) });
scenario.fill(world);
const emulator = await startEmulator({ world, time, speed, port: Number(values.port) });
process.stdout.write(`${JSON.stringify({ url: emulator.url })}\n`);
process.once('SIGTERM', () => {
  void emulator.close().then(() => process.exit(0));
});
