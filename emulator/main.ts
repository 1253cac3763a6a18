import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/scenarios.ts';
import { startEmulator } from './server.ts';
import { createWorld } from './world.ts';

const USAGE = `Usage: node emulator/main.ts [options]

  --scenario <name>    what the account holds, and how it behaves: classic-healthy; npm start -- --list names all
  --time virtual|real  virtual (the default) stands still until it is advanced
  --speed <n>          how much faster than the wall clock real time runs: 1
  --port <n>           0, which is any free one
  --region <name>      us-east-1`;

const values = readArguments();
const scenario = scenarios[values.scenario];
const speed = Number(values.speed);
if (!scenario) refuse(`There is no scenario "${values.scenario}".`);
if (!['virtual', 'real'].includes(values.time)) refuse(`--time is virtual or real, not "${values.time}".`);
if (!(speed > 0)) refuse(`--speed takes a number above 0, not "${values.speed}".`);
const time = values.time === 'real' ? 'real' : 'virtual';
const world = createWorld({ region: values.region, ...(time === 'real' ? { startAt: new Date() } : {}) });
scenario.fill(world);
const emulator = await startEmulator({ world, time, speed, port: Number(values.port) });
process.stdout.write(`${JSON.stringify({ url: emulator.url })}\n`);
process.once('SIGTERM', () => {
  void emulator.close().then(() => process.exit(0));
});

function readArguments() {
  try {
    const { values: given } = parseArgs({
      options: {
        scenario: { type: 'string', default: 'classic-healthy' },
        time: { type: 'string', default: 'virtual' },
        speed: { type: 'string', default: '1' },
        port: { type: 'string', default: '0' },
        region: { type: 'string', default: 'us-east-1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (!given.help) return given;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  process.stdout.write(`${USAGE}\n`);
  return process.exit(0);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n${USAGE}\n`);
  process.exit(2);
}
