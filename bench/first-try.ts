import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { interleave, spread, type Spread } from './statistics.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** What `npm start` costs somebody who has just cloned the repository and has no package in npm's cache. */
export interface FirstTry {
  commit: string;
  /** From `npm start` to the line that says which revision was registered. */
  seconds: Spread;
  /** Megabytes in node_modules afterwards. */
  installed: number;
}

export async function measureFirstTry(commits: string[], rounds: number): Promise<FirstTry[]> {
  const installed = new Map<string, number>();
  const values = await interleave(commits, rounds, async (commit) => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    try {
      const clone = join(folder, 'clone');
      execFileSync('git', ['clone', '--quiet', ROOT, clone]);
      execFileSync('git', ['-C', clone, 'checkout', '--quiet', commit]);
      const seconds = await secondsToFirstLine(clone, join(folder, 'cache'));
      installed.set(commit, (await bytesIn(join(clone, 'node_modules'))) / 1e6);
      return seconds;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  return [...values].map(([commit, seconds]) => ({
    commit,
    seconds: spread(seconds),
    installed: installed.get(commit) ?? 0,
  }));
}

async function secondsToFirstLine(clone: string, cache: string): Promise<number> {
  const startedAt = performance.now();
  const npm = spawn('npm', ['start', '--', 'classic-healthy'], {
    cwd: clone,
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      npm_config_cache: cache,
      CI: 'true',
    },
  });
  let [shown, first] = ['', Number.NaN];
  for (const stream of [npm.stdout, npm.stderr])
    stream.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      if (Number.isNaN(first) && /Registered/i.test(shown)) first = (performance.now() - startedAt) / 1000;
    });
  const status = await new Promise<number | null>((done) => npm.on('close', done));
  if (status !== 0 || Number.isNaN(first)) throw new Error(`npm start ended with ${status}:\n${shown}`);
  return first;
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
