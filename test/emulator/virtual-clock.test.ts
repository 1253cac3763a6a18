import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openScenario } from './lab.ts';

const run = promisify(execFile);

/** Runs a script as the action's tests run the action: a child process with the clock preloaded. */
async function runScript(script: string, emulatorUrl: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: {
      ...process.env,
      EMULATOR_URL: emulatorUrl,
      NODE_OPTIONS: `--import ${process.cwd()}/test/emulator/virtual-clock.mjs`,
    },
    timeout: 20_000,
  });
  return JSON.parse(stdout);
}

test('sleeps by advancing the emulator, with its dates', async () => {
  const lab = await openScenario('classic-healthy');
  const script = `
    import { setTimeout as sleep } from 'node:timers/promises';
    const seen = [new Date().toISOString()];
    const woken = [];
    const note = (name) => woken.push(name + ' ' + new Date(Date.now()).toISOString());
    await Promise.all([sleep(900000).then(() => note('long')), sleep(60000).then(() => note('short'))]);
    const controller = new AbortController();
    const cut = sleep(3600000, undefined, { signal: controller.signal }).catch((error) => note(error.name));
    controller.abort();
    await cut;
    const value = await sleep(1000, 'value');
    console.log(JSON.stringify({ seen, woken, value, date: new Date() instanceof Date, parsed: new Date(0).getTime() }));
  `;
  expect(await runScript(script, lab.url)).toEqual({
    seen: ['2026-11-21T10:00:00.000Z'],
    woken: ['short 2026-11-21T10:01:00.000Z', 'long 2026-11-21T10:15:00.000Z', 'AbortError 2026-11-21T10:15:00.000Z'],
    value: 'value',
    date: true,
    parsed: 0,
  });
  expect(new Date(lab.world.clock.now()).toISOString()).toBe('2026-11-21T10:15:01.000Z');
});

test('does not let time run away while a request is on its way', async () => {
  const lab = await openScenario('classic-healthy');
  const script = `
    import { setTimeout as sleep } from 'node:timers/promises';
    import http from 'node:http';
    const deadline = new AbortController();
    let late = false;
    sleep(1800000, undefined, { signal: deadline.signal }).then(() => (late = true), () => undefined);
    const server = http.createServer((request, response) => setTimeout(() => response.end('slow'), 60)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await new Promise((resolve) => http.get({ port: server.address().port, host: '127.0.0.1' }, (response) => response.resume().on('end', resolve)));
    deadline.abort();
    server.close();
    server.closeAllConnections();
    console.log(JSON.stringify({ late }));
  `;
  expect(await runScript(script, lab.url)).toEqual({ late: false });
});

test('leaves a process alone that has no emulator', async () => {
  const script = `console.log(JSON.stringify({ real: Math.abs(Date.now() - performance.timeOrigin) < 60000 }))`;
  expect(await runScript(script, 'http://127.0.0.1:9')).toEqual({ real: true });
});
