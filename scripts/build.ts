import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build, transform, type Metafile, type Plugin } from 'esbuild';
import { buildDemo } from './build-demo.ts';
import { packageFolders, toLicenses } from './licenses.ts';

/**
 * Packs src/main.ts for the runner and for the command line: esbuild drops unused code and splits off rarely used code, then
 * @vercel/ncc packs the chunks into one folder that needs no node_modules. docs/build.md has the measurements.
 * The demo gets a folder of its own, which the runner never loads.
 *
 * Usage: node scripts/build.ts [--out dist] [--demo demo/dist]
 */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'dist') },
    demo: { type: 'string', default: join(root, 'demo/dist') },
  },
});
const [out, demo] = [resolve(values.out), resolve(values.demo)];

/**
 * @actions/core loads an HTTP client (with all of undici) and a process runner for two functions that we never call.
 * None of these packages does anything when loaded, but they do not say so in their package.json.
 */
const INERT = /^(@actions\/(core|exec|http-client|io)|tunnel|undici)(\/|$)/;
const inert: Plugin = {
  name: 'inert',
  setup({ onResolve, resolve: resolveModule }) {
    onResolve({ filter: INERT }, async ({ path, pluginData, ...place }) => {
      if (pluginData === inert) return undefined;
      const found = await resolveModule(path, { ...place, pluginData: inert });
      return { ...found, sideEffects: false };
    });
  },
};

/** The oldest that the command line runs on; the action always has Node.js 24. */
const TARGET = 'node20';

/** dist/cli.js: the same bundle as a command line; the demo is a bundle of its own. */
const COMMAND_LINE = `#!/usr/bin/env node
if (process.argv[2] === 'demo') {
  process.argv.splice(2, 1);
  await import('../demo/dist/index.js');
} else {
  globalThis[Symbol.for('ecs-express-deploy.command-line')] = true;
  await import('./index.js');
}
`;

process.chdir(root);
/** In node_modules, which git ignores. */
const work = await mkdtemp(join(root, 'node_modules', '.build-'));
try {
  const split = join(work, 'split');
  const packed = join(work, 'packed');
  const metafile = await splitWithEsbuild(split);
  await packWithNcc(split, packed);
  await writeFile(join(packed, 'cli.js'), COMMAND_LINE, { mode: 0o755 });
  await writeFile(join(packed, 'licenses.txt'), await toLicenses(packageFolders(metafile)));
  await rm(out, { recursive: true, force: true });
  await cp(packed, out, { recursive: true });
} finally {
  await rm(work, { recursive: true, force: true });
}
await buildDemo(demo);
console.log(`Built ${relative(root, out)} and ${relative(root, demo)}.`);

async function splitWithEsbuild(outdir: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: { index: 'src/main.ts' },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: TARGET,
    // The SDK's ES modules: only these can be split and shaken.
    mainFields: ['module', 'main'],
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    legalComments: 'none',
    // undici and tunnel, behind GitHub's client, are CommonJS and require Node.js modules: an ES module has no `require`.
    banner: { js: 'const require = process.getBuiltinModule;' },
    metafile: true,
    plugins: [inert],
    logLevel: 'warning',
  });
  refuseHeavyEntry(metafile);
  refuseLazyCommonJs(metafile);
  await renameChunks(outdir, metafile);
  await writeFile(join(outdir, 'package.json'), '{ "type": "module" }\n');
  return metafile;
}

/** Fails the build when a careless import (`core[name]` keeps all of @actions/core) makes every start slower. */
function refuseHeavyEntry({ outputs }: Metafile): void {
  const eager = new Set<string>();
  const visit = (file: string): void => {
    if (eager.has(file)) return;
    eager.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && path in outputs) visit(path);
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) if (entryPoint === 'src/main.ts') visit(file);
  const packages = new Set([...eager].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})).map(packageOf));
  const heavy = [
    'undici',
    '@actions/github',
    'yaml',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-sso',
    'src/check/check.ts',
    'src/explain/patterns.ts',
    'src/modes/deploy/run.ts',
    'src/modes/manifest.ts',
    'src/report/summary.ts',
    'src/watch/diagnose/diagnose.ts',
    'src/cli.ts',
    'commander',
    'dataloader',
  ];
  const found = heavy.filter((name) => packages.has(name));
  if (found.length > 0) throw new Error(`Loaded at every start, and should not be: ${found.join(', ')}.`);
}

/** A CommonJS package that is imported lazily would come without its named exports: esbuild gives it a default only. */
function refuseLazyCommonJs({ inputs, outputs }: Metafile): void {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const found = entries.filter((entry) => inputs[entry]?.format !== 'esm');
  if (found.length > 0) throw new Error(`Imported lazily, but not an ES module: ${found.join(', ')}.`);
}

/** esbuild names chunks by content, and ncc numbers them by name: stable names keep dist/ stable. */
async function renameChunks(folder: string, { outputs }: Metafile): Promise<void> {
  const names = new Map<string, string>();
  const chunks = Object.entries(outputs).filter(([file]) => basename(file) !== 'index.js');
  const firstInput = ({ inputs }: Metafile['outputs'][string]): string => Object.keys(inputs).toSorted()[0] ?? '';
  for (const [file, output] of chunks.toSorted(([, a], [, b]) => (firstInput(a) < firstInput(b) ? -1 : 1))) {
    const wanted = output.entryPoint === undefined ? 'shared' : chunkName(output.entryPoint);
    const taken = [...names.values()].filter((name) => name.replace(/-\d+$/, '') === wanted).length;
    names.set(basename(file, '.js'), taken === 0 ? wanted : `${wanted}-${taken + 1}`);
  }
  for (const file of await readdir(folder)) {
    const text = await readFile(join(folder, file), 'utf8');
    const renamed = text.replaceAll(/"\.\/([\w-]+)\.js"/g, (_, chunk: string) => `"./${names.get(chunk) ?? chunk}.js"`);
    const name = names.get(basename(file, '.js'));
    await rm(join(folder, file));
    await writeFile(join(folder, name === undefined ? file : `${name}.js`), renamed);
  }
}

/** node_modules/@aws-sdk/credential-provider-ini/dist-es/index.js → credential-provider-ini */
function chunkName(entryPoint: string): string {
  const parts = entryPoint.replace(/\.\w+$/, '').split('/');
  return parts.findLast((part) => !/^(index|dist.*|lib.*|submodules)$/.test(part)) ?? 'chunk';
}

async function packWithNcc(folder: string, packed: string): Promise<void> {
  const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const options = ['build', 'index.js', '--out', packed, '--target', 'es2024', '--no-cache', '--quiet'];
  // Run inside the folder: ncc numbers modules by their path relative to here, so that every checkout gives the same bytes.
  await promisify(execFile)(process.execPath, [ncc, ...options], { cwd: folder });
  await shorten(packed);
}

/** Where ncc joins chunks it gives their short names long ones, to keep them apart: a tenth of dist/, read at every start. */
async function shorten(packed: string): Promise<void> {
  for (const file of (await readdir(packed)).filter((name) => name.endsWith('.js'))) {
    const text = await readFile(join(packed, file), 'utf8');
    const { code } = await transform(text, { minify: true, format: 'esm', target: TARGET, legalComments: 'none' });
    await writeFile(join(packed, file), toAscii(code));
  }
}

/** esbuild leaves the characters of regular expressions as they are; with one beyond Latin-1, V8 keeps the file in twice the memory. */
function toAscii(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function packageOf(input: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? input;
}
