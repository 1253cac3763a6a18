import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld } from '../../emulator/world.ts';
import { environmentOf } from '../terminal/run-command-line.ts';
import { FILES, SHA } from './index.ts';
import { prepare } from './surroundings.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const EXAMPLE = 'examples/folder/';

/** The file of a CI system in examples/ci. */
export function ciFile(name: string): string {
  return FILES[`examples/ci/${name}`] ?? '';
}

/** Runs a command where the examples for CI systems run: the layout of folders, this action as a clone, and AWS. */
export async function runInCi(
  command: string,
  files: Record<string, string> = {},
): Promise<{ exitCode: number | null; out: string; writes: string[] }> {
  const world = createWorld({});
  scenarios['classic-healthy']?.fill(world);
  prepare(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const folder = await mkdtemp(join(tmpdir(), 'ci-'));
  try {
    const deployments = Object.entries(FILES).filter(([path]) => path.startsWith(EXAMPLE));
    const layout = deployments.map(([path, text]) => [path.replace(EXAMPLE, 'deployment/ecs/'), text] as const);
    for (const [path, text] of [...layout, ...Object.entries(files)]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await symlink(ROOT, join(folder, 'ecs-express-deploy'));
    const given = { SERVICE: 'order-api', ENVIRONMENT: 'prod', IMAGE_TAG: SHA, CI_COMMIT_SHA: SHA };
    const env = { ...environmentOf(emulator.url, given), GITLAB_TOKEN: 'token', HOME: folder };
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    const ran = await spawnIn(folder, command, { ...env, PATH: path });
    const writes = emulator.requests.flatMap(({ action }) =>
      /^(Register|Create|Update)/.test(action) ? [action] : [],
    );
    return { ...ran, writes };
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true });
  }
}

/** Not at once: the emulator is in this process. */
async function spawnIn(
  cwd: string,
  command: string,
  env: Record<string, string>,
): Promise<{ exitCode: number | null; out: string }> {
  const child = spawn('bash', ['-euc', command], { cwd, env });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  const exitCode = await new Promise<number | null>((end) => child.on('close', end));
  return { exitCode, out };
}
