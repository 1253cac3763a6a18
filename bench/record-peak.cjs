// Preloaded into a step: writes its peak memory in KiB when it ends. VmHWM covers only this process; maxRSS, which
// other systems have to use, also counts what the parent process had when it started this one.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  const peak = process.platform === 'linux' && /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  writeFileSync(process.env.BENCH_RECORD, String(peak || process.resourceUsage().maxRSS));
});
