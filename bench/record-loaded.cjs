// Preloaded into a step: writes the URL of every module that it loads, one per line.
const { appendFileSync } = require('node:fs');
const { registerHooks } = require('node:module');

registerHooks({
  load: (url, context, nextLoad) => {
    if (url.startsWith('file:')) appendFileSync(process.env.BENCH_RECORD, `${url}\n`);
    return nextLoad(url, context);
  },
});
