import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Suites that need more than the repository, and where it is. They are extras: without it they do not exist. */
const EXTRAS = [
  { suite: 'test/**/*.extra.test.ts', isHere: existsSync(join(import.meta.dirname, '../shared')) },
  { suite: 'test/emulator/second-opinion*.test.ts', isHere: ['aws', 'jq', 'bash'].every(isInstalled) },
  { suite: 'test/examples/ansible.test.ts', isHere: ['ansible-playbook', 'bash'].every(isInstalled) },
  { suite: 'test/scenarios/moto.test.ts', isHere: isInstalled('moto_server') },
  { suite: 'test/demo/page.test.ts', isHere: existsSync(process.env['CHROMIUM'] ?? '/usr/bin/chromium') },
  { suite: 'test/first-deploy.test.ts', isHere: ['aws', 'bash', 'moto_server'].every(isInstalled) },
];

/** Short files that take long, with the longest first: the last file to end must not be one that has just begun. */
const LONG = [
  'test/scenarios/moto.test.ts',
  'test/permissions/',
  'test/matrix/',
  'test/emulator/second-opinion',
  'test/first-deploy.test.ts',
  'test/scenarios/broken-calls.test.ts',
  'test/scenarios/codedeploy-endings.test.ts',
  'test/scenarios/return-all.test.ts',
  'test/scenarios/failures.test.ts',
  'test/scenarios/verified-release.test.ts',
  'test/scenarios/adversity.test.ts',
  'test/supply-chain/release.test.ts',
  'test/terminal/',
  'test/demo/',
  'test/report/',
  'test/explain/hostile-texts.test.ts',
  'test/diagnose/on-emulator.test.ts',
  'test/start.test.ts',
  'test/migrating/',
  'test/examples/',
  'test/check/examples.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a sequencer's, not an array's
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = LONG.findIndex((path) => moduleId.includes(path));
      return index === -1 ? LONG.length : index;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  plugins: [
    {
      // Packages as users get them: the development builds of the Markdown parser check themselves at every character.
      name: 'no-development-builds',
      configEnvironment: (_, { resolve }) => {
        if (resolve?.conditions === undefined) return;
        resolve.conditions = resolve.conditions.filter((condition) => condition !== 'development|production');
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/random.ts'],
    exclude: EXTRAS.filter(({ isHere }) => !isHere).map(({ suite }) => suite),
    // A worker waits for the action that it has spawned, or for the emulator's clock: two more than the processors keep them busy.
    maxWorkers: availableParallelism() + 2,
    // No test replaces a module or leaves one changed, so that files share what is loaded: less than half of the CPU time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A guard against tests that hang, with room for a busy machine: an hour of emulated time is ten seconds of CPU time.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**'], reportsDirectory: 'coverage' },
  },
});

function isInstalled(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}
