import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Suites that need more than the repository, and where it is. They are extras: without it they do not exist. */
const EXTRAS = [
  { suite: 'test/**/*.extra.test.ts', isHere: existsSync(join(import.meta.dirname, '../shared')) },
  { suite: 'test/emulator/second-opinion*.test.ts', isHere: ['aws', 'jq', 'bash'].every(isInstalled) },
  { suite: 'test/examples/ansible.test.ts', isHere: ['ansible-playbook', 'bash'].every(isInstalled) },
  { suite: 'test/scenarios/moto.test.ts', isHere: isInstalled('moto_server') },
  { suite: 'test/demo/page.test.ts', isHere: existsSync(process.env['CHROMIUM'] ?? '/usr/bin/chromium') },
  { suite: 'test/first-deploy.test.ts', isHere: ['aws', 'bash', 'moto_server'].every(isInstalled) },
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/random.ts'],
    exclude: EXTRAS.filter(({ isHere }) => !isHere).map(({ suite }) => suite),
    // A worker waits for the action that it has spawned, or for the emulator's clock: two more than the processors keep them busy.
    maxWorkers: availableParallelism() + 2,
    // No test replaces a module or leaves one changed, so that files share what is loaded: less than half of the CPU time.
    isolate: false,
    // A guard against tests that hang, with room for a busy machine: an hour of emulated time is ten seconds of CPU time.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**'], reportsDirectory: 'coverage' },
  },
});

function isInstalled(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}
