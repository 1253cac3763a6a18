import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { differentFiles } from './different-files.ts';

/**
 * Everything that .ci/run runs but the linters: dist/ against src/, the generated files, all tests.
 * With arguments (files or options of vitest) only those tests; with `--built` before them, dist/ is taken as it is.
 */
const root = resolve(import.meta.dirname, '..');
const [first, ...rest] = process.argv.slice(2);
const isBuilt = first === '--built';
const args = isBuilt ? rest : process.argv.slice(2);
const ci = Boolean(process.env['CI']);
const lines: string[] = [];
const total = { passed: 0, failed: 0 };

process.chdir(root);
if (args.includes('--help') || args.includes('-h')) await showHelp();
await mkdir('build', { recursive: true });
await rm('build/test-result.json', { force: true });
// In CI, dist/ stays as it is committed: the tests need not wait until it is compared.
const distChecked = isBuilt ? undefined : checkDist();
if (!ci) await distChecked;
await Promise.all([distChecked, args.length === 0 ? checkGenerated() : undefined, runTests()]);
await writeFile('build/test-result.json', JSON.stringify(total));

console.log(`\n${lines.join('\n')}\n`);
console.log(total.failed === 0 ? 'Everything passed.' : 'Something failed.');
process.exitCode = total.failed === 0 ? 0 : 1;

async function showHelp(): Promise<never> {
  console.log('Usage: npm test [-- <file or folder> … <options of vitest>]\n\nWithout arguments it runs every test.\n');
  process.exit((await run('node_modules/vitest/vitest.mjs', '--help')) ? 0 : 1);
}

/** Tests run what is built, so it is built anew; where nobody can commit the result, a difference is a failure. */
async function checkDist(): Promise<void> {
  const fresh = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-dist-'));
  try {
    const folders = { dist: join(fresh, 'dist'), 'demo/dist': join(fresh, 'demo') };
    const isBuilt = await run('scripts/build.ts', '--out', folders.dist, '--demo', folders['demo/dist']);
    if (!isBuilt) return conclude(false, 'src/ or demo/ cannot be built, see above.');
    for (const [committed, built] of Object.entries(folders)) await compare(committed, built);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function compare(committed: string, built: string): Promise<void> {
  const different = await differentFiles(built, committed);
  if (different.length === 0) return conclude(true, `${committed}/ is what its sources build.`);
  if (ci)
    return conclude(
      false,
      `${committed}/ is not what its sources build (${different.join(', ')}). Run: npm run build, and commit it.`,
    );
  await rm(committed, { recursive: true, force: true });
  await cp(built, committed, { recursive: true });
  lines.push(`! ${committed}/ was not what its sources build and has been built anew: commit it with your change.`);
}

/** What triggers every check, which docs/checks.md shows, is played once: by test/check/examples.test.ts. */
async function checkGenerated(): Promise<void> {
  const good = await run('scripts/generate.ts', '--check', '--except', 'docs/checks.md');
  conclude(good, good ? 'Generated files are up to date.' : 'Generated files are not up to date, see above.');
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
}

async function runTests(): Promise<void> {
  const file = 'build/vitest.json';
  await rm(file, { force: true });
  const green = await run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  );
  const report = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as VitestReport,
    () => undefined,
  );
  if (report === undefined) return conclude(false, 'vitest did not finish, see above.');
  const { numPassedTests: passed, numFailedTests, testResults } = report;
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  // With arguments, -t may leave tests out; without, a test that did not run is one that proves nothing.
  const notRun = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => args.length === 0 && status !== 'passed' && status !== 'failed');
  const failed = Math.max(numFailedTests + broken.length + notRun.length, green ? 0 : 1);
  total.passed += passed;
  total.failed += failed;
  lines.push(...notRun.map(({ fullName }) => `✗ did not run: ${fullName}`));
  lines.push(`${failed === 0 ? '✓' : '✗'} ${passed} tests passed, ${failed} failed.`);
}

function conclude(good: boolean, line: string): void {
  total[good ? 'passed' : 'failed'] += 1;
  lines.push(`${good ? '✓' : '✗'} ${line}`);
}

async function run(script: string, ...rest: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [script, ...rest], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [status] = (await once(child, 'close')) as [number | null];
  return status === 0;
}
