import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Candidate } from './step.ts';

const PROGRAM = `
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
const command = new DescribeServicesCommand({ cluster: 'prod', services: ['web'] });
new ECSClient({ region: 'us-east-1' }).send(command).catch(() => undefined);
`;

/** What the AWS SDK itself costs: a process that does nothing but send one DescribeServices with it, bundled as the action is. */
export async function withBareSdk<T>(measure: (bare: Candidate) => Promise<T>): Promise<T> {
  const root = resolve(import.meta.dirname, '..');
  const folder = await mkdtemp(join(root, 'node_modules', '.bench-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
    await writeFile(join(folder, 'program.js'), PROGRAM);
    await build({
      entryPoints: { index: join(folder, 'program.js') },
      outdir: folder,
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      banner: { js: 'const require = process.getBuiltinModule;' },
      logLevel: 'warning',
    });
    return await measure({ name: 'bare SDK', entry: join(folder, 'index.js') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
