import { execFileSync, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { record, tryCell, type Result } from '../test/matrix/cells.ts';
import { MATRIX_USES, type MatrixUse } from '../test/matrix/uses.ts';
import { reliabilityPage } from './reliability-page.ts';

/**
 * Breaks every call of every use in every way and writes docs/reliability.md. A use is a process of its own; with the beginning
 * of a name, only the uses that start so are tried, and nothing is written.
 */
const [flag, given] = process.argv.slice(2);
if (flag === '--use') await tryUse(MATRIX_USES.filter(({ name }) => name === given));
else await tryAll(MATRIX_USES.filter(({ name }) => flag === undefined || name.startsWith(flag)));

async function tryUse(uses: readonly MatrixUse[]): Promise<void> {
  for (const use of uses) {
    const { whole, cells } = await record(use);
    for (const cell of cells) console.log(JSON.stringify(await tryCell(cell, whole)));
  }
}

async function tryAll(uses: readonly MatrixUse[]): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const waiting = [...uses];
  const results: Result[] = [];
  const work = async (): Promise<void> => {
    for (let use = waiting.shift(); use !== undefined; use = waiting.shift()) {
      const all = await inProcess(use.name);
      results.push(...all);
      console.log(`${use.name}: ${all.length} runs, ${all.filter(({ findings }) => findings.length > 0).length} wrong`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  await mkdir('build', { recursive: true });
  await writeFile('build/matrix.json', JSON.stringify(results));
  const wrong = results.filter(({ findings }) => findings.length > 0);
  for (const { use, action, fault, findings } of wrong)
    console.log(`✗ ${use}, ${action}, ${fault}: ${findings.join('; ')}`);
  if (uses.length === MATRIX_USES.length) await writeFile('docs/reliability.md', reliabilityPage(results, commit));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

async function inProcess(name: string): Promise<Result[]> {
  const child = spawn(process.execPath, [import.meta.filename, '--use', name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const results: Result[] = [];
  for await (const line of createInterface({ input: child.stdout })) results.push(JSON.parse(line) as Result);
  if ((await ended) !== 0) throw new Error(`${name} did not finish.`);
  return results;
}
