import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

/** The steps of a release, run as release.yml does, on a repository with a remote of its own and a `gh` that notes what it is told. */

const ROOT = resolve(import.meta.dirname, '../..');
const VERSION = '1.2.3';

interface Bench {
  /** The working copy. */
  folder: string;
  /** A fresh build of what is committed. */
  built: string;
  assets: string;
  git: (...args: string[]) => string;
  write: (path: string, text: string) => void;
  /** Commits and pushes. */
  commit: (files: Record<string, string>) => void;
  release: (...args: string[]) => { status: number | null; rules: string[]; stdout: string; stderr: string };
  /** The commit of a tag of the remote repository. */
  tag: (name: string) => string | undefined;
  /** Each call of `gh`, and where v1 of the remote repository was then. */
  calls: () => { args: string[]; v1: string }[];
}

const HOME = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
const FILES: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'ecs-express-deploy', version: VERSION }),
  'src/host.ts': `export const VERSION = '${VERSION}';\n`,
  'CHANGELOG.md': `# Changelog\n\n## ${VERSION}\n\n- Better.\n\n## 1.2.2\n\n- Good.\n`,
  '.github/workflows/ci.yml': 'name: ci\n',
  'action.yml': 'name: action\n',
  LICENSE: 'MIT\n',
  'README.md': '# Read me\n',
  'dist/index.js': 'run();\n',
  'dist/licenses.txt': '',
};

/** Everything that a release is made of, made once; each test gets a copy. */
beforeAll(() => {
  mkdirSync(join(HOME, 'bin'));
  writeFileSync(
    join(HOME, 'gitconfig'),
    '[user]\nname = Release\nemail = release@example.com\n[init]\ndefaultBranch = main\n',
  );
  cpSync(join(ROOT, 'test/supply-chain/recording-gh.mjs'), join(HOME, 'bin/gh'));
  chmodSync(join(HOME, 'bin/gh'), 0o755);
  const { git, write, folder, built } = open(HOME);
  mkdirSync(folder);
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message=Release');
  git('init', '--quiet', '--bare', '../remote');
  git('remote', 'add', 'origin', '../remote');
  git('push', '--quiet', 'origin', 'main');
  cpSync(join(folder, 'dist'), built, { recursive: true });
});
afterAll(() => rmSync(HOME, { recursive: true }));

function bench({ releases = [], immutable = true }: { releases?: string[]; immutable?: boolean } = {}): Bench {
  const home = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  cpSync(HOME, home, { recursive: true });
  writeFileSync(join(home, 'state.json'), JSON.stringify({ releases, immutable }));
  return open(home);
}

function open(home: string): Bench {
  const folder = join(home, 'copy');
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: [join(home, 'bin'), process.env['PATH']].join(delimiter),
        GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
        GIT_CONFIG_NOSYSTEM: '1',
        GITHUB_STEP_SUMMARY: '',
        BENCH: home,
      },
    });
  const git = (...args: string[]): string => {
    const { status, stdout, stderr } = run('git', args);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit: Bench['commit'] = (files) => {
    for (const [path, text] of Object.entries(files)) write(path, text);
    git('commit', '--quiet', '--all', '--message=Newer');
    git('push', '--quiet', 'origin', 'main');
  };
  const tag = (name: string): string | undefined =>
    git('ls-remote', 'origin', `refs/tags/${name}`).split('\t')[0] || undefined;
  return {
    folder,
    built: join(home, 'built'),
    assets: join(home, 'assets'),
    git,
    write,
    commit,
    tag,
    release: (...args) => {
      const { status, stdout, stderr } = run(process.execPath, [join(ROOT, 'scripts/release.ts'), ...args]);
      const rules = [...stderr.matchAll(/^::error title=([\w-]+)::/gm)].map(([, rule = '']) => rule);
      return { status, rules, stdout, stderr };
    },
    calls: () => {
      const file = join(home, 'calls.jsonl');
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
      return lines.map((line) => JSON.parse(line) as { args: string[]; v1: string });
    },
  };
}

function check({ release, built }: Bench, version = VERSION) {
  return release('check', '--version', version, '--built', built);
}

test('what is committed, built, told and new can be released', () => {
  const one = bench();
  expect(check(one)).toMatchObject({ status: 0, rules: [] });
});

test.each<[rule: string, spoil: (one: Bench) => void]>([
  [
    'tag-exists',
    ({ git, commit }) => {
      git('push', '--quiet', 'origin', `HEAD:refs/tags/v${VERSION}`);
      commit({ 'README.md': 'newer\n' });
    },
  ],
  ['not-committed', ({ write }) => write('left-over.txt', '')],
  ['dist', ({ built }) => writeFileSync(join(built, '17.index.js'), 'one more\n')],
  ['not-on-main', ({ git }) => git('commit', '--quiet', '--allow-empty', '--message=Not pushed')],
  [
    'workflows-differ',
    ({ git, commit }) => {
      commit({ '.github/workflows/ci.yml': 'name: newer\n' });
      git('checkout', '--quiet', '--detach', 'HEAD~1');
    },
  ],
])('refuses for %s, and for nothing else', (rule, spoil) => {
  const one = bench();
  spoil(one);
  expect(check(one)).toMatchObject({ status: 1, rules: [rule] });
});

test('refuses what is no version', () => {
  expect(check(bench(), '1.2')).toMatchObject({ status: 1, rules: ['version'] });
});

test('every mistake is told at once', () => {
  const one = bench();
  one.write('dist/index.js', 'changed by hand\n');
  expect(check(one, '2.0.0').rules).toEqual([
    'package-version',
    'source-version',
    'changelog',
    'not-committed',
    'dist',
  ]);
});

test('a tag that was pushed at this commit is how a release starts', () => {
  const one = bench();
  one.git('tag', '--annotate', '--message=Release', `v${VERSION}`);
  one.git('push', '--quiet', 'origin', `v${VERSION}`);
  expect(check(one)).toMatchObject({ status: 0 });
});

/** What `pack` would have made; its own test is below. */
function withAssets(one: Bench): Bench {
  mkdirSync(one.assets);
  for (const file of ['NOTES.md', 'SHA256SUMS', 'a.tar.gz']) writeFileSync(join(one.assets, file), 'x');
  return one;
}

test('publishes a draft with all its files first, and moves v1 last of all', () => {
  const one = withAssets(bench());
  const before = one.git('rev-parse', 'HEAD');
  one.git('push', '--quiet', 'origin', 'HEAD:refs/tags/v1', 'HEAD:refs/tags/v1.2', 'HEAD:refs/tags/v1.2.2');
  one.commit({ 'README.md': 'newer\n' });
  const commit = one.git('rev-parse', 'HEAD');

  expect(one.release('publish', '--version', VERSION, '--assets', one.assets)).toMatchObject({ status: 0, rules: [] });
  const steps = one.calls().map(({ args }) => args.slice(0, 2).join(' '));
  expect(steps).toEqual([
    'release view',
    'release create',
    'release edit',
    `api repos/{owner}/{repo}/releases/tags/v${VERSION}`,
  ]);
  const [, create, edit] = one.calls().map(({ args }) => args);
  expect(create).toEqual(expect.arrayContaining(['--draft', `--target=${commit}`, join(one.assets, 'a.tar.gz')]));
  expect(create).not.toContain(join(one.assets, 'NOTES.md'));
  expect(edit).toEqual(expect.arrayContaining(['--draft=false', '--latest=true']));
  // Nothing had moved when the release was published.
  expect(new Set(one.calls().map(({ v1 }) => v1))).toEqual(new Set([before]));
  expect(one.tag('v1')).toBe(before);

  const moved = one.release('move-tags', '--version', VERSION);
  expect(moved).toMatchObject({ status: 0, rules: [] });
  expect([one.tag('v1.2'), one.tag('v1')]).toEqual([commit, commit]);
  expect([...moved.stdout.matchAll(/refs\/tags\/(\S+)/g)].map(([, name]) => name)).toEqual(['v1.2', 'v1']);
});

test('a version that is released already is refused, and nothing is made', () => {
  const one = withAssets(bench({ releases: [`v${VERSION}`] }));
  expect(one.release('publish', '--version', VERSION, '--assets', one.assets)).toMatchObject({
    status: 1,
    rules: ['release-exists'],
  });
  expect(one.calls().map(({ args }) => args[1])).toEqual(['view']);
});

test('a release that can still be changed is told, and v1 needs a release that is published', () => {
  const one = withAssets(bench({ immutable: false }));
  expect(one.release('publish', '--version', VERSION, '--assets', one.assets).rules).toEqual(['not-immutable']);
  const two = bench();
  expect(two.release('move-tags', '--version', VERSION)).toMatchObject({ status: 1, rules: ['not-published'] });
  expect(two.tag('v1')).toBeUndefined();
});

test('a dry run tells every step, and takes none', () => {
  const one = withAssets(bench());
  const published = one.release('publish', '--version', VERSION, '--assets', one.assets, '--dry-run');
  const moved = one.release('move-tags', '--version', VERSION, '--dry-run');
  expect([published.status, moved.status]).toEqual([0, 0]);
  const told = [...(published.stdout + moved.stdout).matchAll(/^Would run: (\w+ \w+)/gm)].map(([, what]) => what);
  expect(told).toEqual(['gh release', 'gh release', 'git push', 'git push']);
  expect(one.calls().map(({ args }) => args[1])).toEqual(['view']);
  expect(one.git('ls-remote', '--tags', 'origin')).toBe('');
});

test('the archive has what the runner needs, and the digests are those of the files', () => {
  const one = bench();
  cpSync(join(ROOT, 'package.json'), join(one.folder, 'package.json'));
  cpSync(join(ROOT, 'package-lock.json'), join(one.folder, 'package-lock.json'));
  cpSync(join(ROOT, 'dist/licenses.txt'), join(one.folder, 'dist/licenses.txt'));
  expect(one.release('pack', '--version', VERSION, '--assets', one.assets)).toMatchObject({ status: 0, rules: [] });
  const name = `ecs-express-deploy-${VERSION}`;
  const list = spawnSync('tar', ['--list', '--file', join(one.assets, `${name}.tar.gz`)], { encoding: 'utf8' }).stdout;
  expect(list.trim().split('\n').toSorted()).toEqual(
    ['', 'LICENSE', 'README.md', 'action.yml', 'dist/', 'dist/index.js', 'dist/licenses.txt'].map(
      (path) => `${name}/${path}`,
    ),
  );
  const bill = JSON.parse(readFileSync(join(one.assets, `${name}.cdx.json`), 'utf8')) as {
    bomFormat: string;
    components: { name: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const names = bill.components.map((part) => part.name);
  expect(names).toEqual(
    expect.arrayContaining(['@aws-sdk/client-ecs', '@smithy/core', 'yaml', 'jsonc-parser', 'undici']),
  );
  expect(names).not.toContain('vitest');
  expect(names).not.toContain('unified');
  expect(readFileSync(join(one.assets, 'NOTES.md'), 'utf8')).toBe('- Better.\n');
  const sums = readFileSync(join(one.assets, 'SHA256SUMS'), 'utf8').trim().split('\n');
  const digest = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(one.assets, file)))
      .digest('hex');
  expect(sums).toEqual([`${name}.tar.gz`, `${name}.cdx.json`].map((file) => `${digest(file)}  ${file}`));
});
