import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { differentFiles } from './different-files.ts';
import { ofBundle, type BillOfMaterials } from './release/bill-of-materials.ts';
import { toRefusals, type Candidate, type Refusal } from './release/refusals.ts';
import { isLatest, movingTags, notesOf, toVersion, type Version } from './release/version.ts';

/**
 * The steps of a release, in the repository that is the working directory, without packages of npm. The workflow
 * release.yml runs one after the other:
 *
 * node scripts/release.ts check --version 1.2.3 --built <folder with a fresh build>
 * node scripts/release.ts pack --version 1.2.3 --assets <folder>
 * node scripts/release.ts publish --version 1.2.3 --assets <folder> [--dry-run]
 * node scripts/release.ts move-tags --version 1.2.3 [--dry-run]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string', default: '' },
    built: { type: 'string', default: '' },
    assets: { type: 'string', default: 'release' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const { built, assets, 'dry-run': dryRun } = values;
/** The notes are no asset: GitHub shows them as the text of the release. */
const NOTES = 'NOTES.md';

const steps: Record<string, (version: Version) => Promise<void>> = { check, pack, publish, 'move-tags': moveTags };
const step = steps[positionals[0] ?? ''];
if (step === undefined) refuse([{ rule: 'step', message: `The steps are ${Object.keys(steps).join(', ')}.` }]);
const asked = toVersion(values.version);
if (asked === undefined)
  refuse([{ rule: 'version', message: `"${values.version}" is not a version such as 1.2.3 or 1.2.3-rc.1.` }]);
await step(asked);

async function check(version: Version): Promise<void> {
  const refusals = toRefusals(await readCandidate(version));
  if (refusals.length > 0) refuse(refusals);
  console.log(`${version.text} can be released from ${git('rev-parse', 'HEAD')}.`);
}

async function readCandidate(version: Version): Promise<Candidate> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const source = await readFile('src/host.ts', 'utf8');
  return {
    version,
    packageVersion: manifest.version,
    sourceVersion: /VERSION = '([^']+)'/.exec(source)?.[1] ?? 'missing',
    changelog: await readFile('CHANGELOG.md', 'utf8'),
    commit: git('rev-parse', 'HEAD'),
    tagged: remoteTags().get(version.tag),
    uncommitted: lines(git('status', '--porcelain')),
    differentFromBuild: await differentFiles(built, 'dist'),
    isOnMain: run('git', 'merge-base', '--is-ancestor', 'HEAD', 'origin/main').status === 0,
    foreignWorkflows: lines(git('diff', '--name-only', 'HEAD', 'origin/main', '--', '.github/workflows')),
  };
}

/** The files of a release: what the runner needs of the action, what is in it, and their digests. */
async function pack(version: Version): Promise<void> {
  await mkdir(assets, { recursive: true });
  const name = `ecs-express-deploy-${version.text}`;
  const archive = join(assets, `${name}.tar.gz`);
  git('archive', `--prefix=${name}/`, `--output=${archive}`, 'HEAD', 'action.yml', 'dist', 'LICENSE', 'README.md');
  const all = JSON.parse(read('npm', 'sbom', '--sbom-format=cyclonedx', '--package-lock-only')) as BillOfMaterials;
  const bundled = ofBundle(all, await readFile('dist/licenses.txt', 'utf8'));
  const bill = join(assets, `${name}.cdx.json`);
  await writeFile(bill, `${JSON.stringify(bundled, null, 2)}\n`);
  await writeFile(join(assets, NOTES), `${notesOf(version, await readFile('CHANGELOG.md', 'utf8'))}\n`);
  const sums = await Promise.all(
    [archive, bill].map(async (file) => `${digest(await readFile(file))}  ${basename(file)}`),
  );
  await writeFile(join(assets, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  console.log(sums.join('\n'));
}

/** As a draft with all its files, then published: GitHub locks tag and files of an immutable release at that moment. */
async function publish(version: Version): Promise<void> {
  const { tag } = version;
  if (run('gh', 'release', 'view', tag).status === 0)
    refuse([{ rule: 'release-exists', message: `There is a release ${tag}. A version is released once.` }]);
  const files = (await readdir(assets)).filter((file) => file !== NOTES).toSorted();
  const tags = remoteTags();
  const draft = [
    'release',
    'create',
    tag,
    '--draft',
    `--title=${tag}`,
    `--notes-file=${join(assets, NOTES)}`,
    // Without a tag, GitHub makes one of this commit when the release is published.
    tags.has(tag) ? '--verify-tag' : `--target=${git('rev-parse', 'HEAD')}`,
    ...(version.isPreRelease ? ['--prerelease'] : []),
    ...files.map((file) => join(assets, file)),
  ];
  change('gh', ...draft);
  change('gh', 'release', 'edit', tag, '--draft=false', `--latest=${isLatest(version, [...tags.keys()])}`);
  if (!dryRun && read('gh', 'api', `repos/{owner}/{repo}/releases/tags/${tag}`, '--jq=.immutable').trim() !== 'true') {
    const where = 'Settings, General, Releases: turn on immutable releases, and release the next version';
    refuse([{ rule: 'not-immutable', message: `${tag} is published, but can still be changed. ${where}.` }]);
  }
}

/** Last of all, so that v1 is never at something that was not released. */
async function moveTags(version: Version): Promise<void> {
  if (!dryRun && run('gh', 'release', 'view', version.tag, '--json=isDraft', '--jq=.isDraft').stdout.trim() !== 'false')
    refuse([{ rule: 'not-published', message: `${version.tag} is not published, so that no tag moves to it.` }]);
  const tags = remoteTags();
  const commit = tags.get(version.tag) ?? git('rev-parse', 'HEAD');
  const moving = movingTags(version, [...tags.keys()]);
  for (const tag of moving) change('git', 'push', '--force', 'origin', `${commit}:refs/tags/${tag}`);
  if (moving.length === 0) console.log(`No tag moves to ${version.text}.`);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary) await appendFile(summary, `${dryRun ? 'Would move' : 'Moved'} ${moving.join(', ')} to ${commit}.\n`);
}

/** The tags of the remote repository and their commits: what is here may be older, or only some of them. */
function remoteTags(): Map<string, string> {
  const found = lines(git('ls-remote', '--tags', 'origin')).map((line) => line.split('\t') as [string, string]);
  // The commit of an annotated tag follows the tag itself, as v1.2.3^{}.
  return new Map(found.map(([commit, ref]) => [ref.replace(/^refs\/tags\//, '').replace(/\^\{\}$/, ''), commit]));
}

/** What others will see is only told in a dry run. */
function change(command: string, ...args: string[]): void {
  console.log(`${dryRun ? 'Would run' : 'Running'}: ${[command, ...args].join(' ')}`);
  if (!dryRun) read(command, ...args);
}

function git(...args: string[]): string {
  return read('git', ...args).trim();
}

function read(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = run(command, ...args);
  if (status !== 0) refuse([{ rule: 'command', message: `${[command, ...args].join(' ')} failed. ${stderr.trim()}` }]);
  return stdout;
}

function run(command: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { status, stdout: stdout ?? '', stderr: error?.message ?? stderr };
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function refuse(refusals: readonly Refusal[]): never {
  for (const { rule, message } of refusals) console.error(`::error title=${rule}::${message.replaceAll(/\s+/g, ' ')}`);
  process.exit(1);
}
