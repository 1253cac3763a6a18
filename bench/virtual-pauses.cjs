// Preloaded into a step whose memory is measured: its pauses advance the emulator's clock instead of waiting. Does for one
// waiter at a time, ours or the SDK's, what test/emulator/virtual-clock.mjs does for any number; which itself takes 5 MiB.
const http = require('node:http');
const { syncBuiltinESMExports } = require('node:module');
const timersPromises = require('node:timers/promises');

const LONG_MILLISECONDS = 14_000;
const RealDate = Date;
const realTimeout = setTimeout;
let skipped = 0;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + skipped] : parts));
  }

  static now() {
    return RealDate.now() + skipped;
  }
};

timersPromises.setTimeout = (milliseconds) => new Promise((resolve) => skip(milliseconds, resolve));
syncBuiltinESMExports();

// Global timers of the official action are time limits, or, from 15 s up, the pauses of the SDK's waiter. Ours are all limits.
if (process.env.BENCH_PAUSES === 'global') {
  globalThis.setTimeout = (run, milliseconds, ...rest) => {
    if (!(milliseconds >= LONG_MILLISECONDS)) return realTimeout(run, milliseconds, ...rest);
    skip(milliseconds, () => run(...rest));
    return undefined;
  };
}

function skip(milliseconds, done) {
  const request = http.request(`${process.env.EMULATOR_URL}/_emulator/advance`, { method: 'POST', agent: false });
  request.on('response', (response) => {
    skipped += milliseconds;
    response.resume().on('end', done);
  });
  request.end(JSON.stringify({ milliseconds }));
}
