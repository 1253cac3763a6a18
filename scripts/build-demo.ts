import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { packageFolders, toLicenses } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');
/** Draws in the browser, as it is. */
const MERMAID = 'node_modules/@mermaid-js/tiny';

/** The emulator checks requests against the SDK's own model; it never sends any, and of each client that model is a third. */
const modelsOnly: Plugin = {
  name: 'models-only',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]dist-es[/\\]index\.js$/ }, () => ({
      contents: `export * from './schemas/schemas_0.js'; export * from './models/enums.js';`,
    }));
  },
};

/** Packs demo/ and emulator/ into demo/dist/, which `npm start` runs: a clone needs no packages to show what the action does. */
export async function buildDemo(out: string): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: 'demo/main.ts' },
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    // One long line would be shown whole where the demo fails.
    lineLimit: 150,
    define: { 'import.meta.main': 'false' },
    legalComments: 'none',
    metafile: true,
    plugins: [modelsOnly],
    logLevel: 'warning',
  });
  await copyFile(join(root, MERMAID, 'dist/mermaid.tiny.js'), join(out, 'mermaid.js'));
  await writeFile(join(out, 'licenses.txt'), await toLicenses([...packageFolders(metafile), MERMAID]));
}
