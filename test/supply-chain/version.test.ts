import { expect, test } from 'vitest';
import { bundledPackages, ofBundle, type BillOfMaterials } from '../../scripts/release/bill-of-materials.ts';
import { toRefusals, type Candidate } from '../../scripts/release/refusals.ts';
import { isLatest, movingTags, notesOf, toVersion, type Version } from '../../scripts/release/version.ts';

function version(text: string): Version {
  const found = toVersion(text);
  if (found === undefined) throw new Error(`${text} is no version`);
  return found;
}

test.each([[''], ['1'], ['1.2'], ['v1.2.3'], ['1.2.3.4'], ['01.2.3'], ['1.2.3-'], ['1.2.3 '], ['1.2.x'], ['--help']])(
  '"%s" is no version',
  (text) => {
    expect(toVersion(text)).toBeUndefined();
  },
);

test.each<[why: string, released: string, existing: string[], moving: string[]]>([
  ['the first', '1.0.0', [], ['v1.0', 'v1']],
  ['the next minor', '1.10.0', ['v1.9.3', 'v1.9', 'v1', 'v1.2.0'], ['v1.10', 'v1']],
  ['its own tag is there', '1.2.3', ['v1.2.3', 'v1.2.2'], ['v1.2', 'v1']],
  ['a fix of an old minor', '1.9.4', ['v1.9.3', 'v1.10.0', 'v1'], ['v1.9']],
  ['an old fix, released late', '1.9.1', ['v1.9.3', 'v1.10.0'], []],
  ['a fix of an old major', '1.9.4', ['v1.9.3', 'v2.0.0', 'v2'], ['v1.9', 'v1']],
  ['after a pre-release of the next', '1.2.3', ['v1.3.0-rc.1'], ['v1.2', 'v1']],
  ['a pre-release', '2.0.0-rc.1', ['v1.2.3'], []],
  ['other tags', '1.2.3', ['nightly', 'v1', 'v9', 'demo-9.9.9'], ['v1.2', 'v1']],
])('%s: %s moves the right tags, v1 last', (_, released, existing, moving) => {
  expect(movingTags(version(released), existing)).toEqual(moving);
});

test('a fix of an old major and a pre-release are not the latest', () => {
  expect(isLatest(version('2.0.0'), ['v1.9.9', 'v2.0.0'])).toBe(true);
  expect(isLatest(version('1.9.9'), ['v2.0.0'])).toBe(false);
  expect(isLatest(version('3.0.0-rc.1'), ['v2.0.0'])).toBe(false);
});

test('the notes are what stands under the heading of exactly this version', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n\n- new\n\n## 1.2.30\n\n- thirty\n\n## [1.2.3] - 2026-11-30\n\n- three\n\n## 1.2.2\n';
  expect(notesOf(version('1.2.3'), changelog)).toBe('- three');
  expect(notesOf(version('1.2.2'), changelog)).toBe('');
  expect(notesOf(version('1.2.4'), changelog)).toBe('');
});

const component = (ref: string) => {
  const [, name = '', number = ''] = /^(.+)@(.+)$/.exec(ref) ?? [];
  return { 'bom-ref': ref, name, version: number };
};
const ALL: BillOfMaterials = {
  bomFormat: 'CycloneDX',
  metadata: { component: { 'bom-ref': 'ecs-express-deploy@1.2.3', name: 'folder', version: '1.2.3' } },
  components: ['@a/one@1.0.0', 'two@2.0.0', 'two@3.0.0', 'tool@4.0.0'].map(component),
  dependencies: [
    { ref: 'ecs-express-deploy@1.2.3', dependsOn: ['@a/one@1.0.0', 'tool@4.0.0'] },
    { ref: '@a/one@1.0.0', dependsOn: ['two@2.0.0'] },
    { ref: 'two@2.0.0' },
    { ref: 'tool@4.0.0', dependsOn: ['two@3.0.0'] },
  ],
};

test('the bill of materials has what is bundled, in the version that is bundled', () => {
  const { metadata, components, dependencies } = ofBundle(ALL, '@a/one 1.0.0 (MIT)\ntwo 2.0.0 (ISC)\n\ntext\n');
  expect(metadata.component.name).toBe('ecs-express-deploy');
  expect(components.map((one) => one['bom-ref'])).toEqual(['@a/one@1.0.0', 'two@2.0.0']);
  expect(dependencies).toEqual([
    { ref: 'ecs-express-deploy@1.2.3', dependsOn: ['@a/one@1.0.0'] },
    { ref: '@a/one@1.0.0', dependsOn: ['two@2.0.0'] },
    { ref: 'two@2.0.0', dependsOn: [] },
  ]);
});

test('what is bundled and not in the lock file is an error that names it', () => {
  expect(() => ofBundle(ALL, 'two 2.0.1 (ISC)\n')).toThrow('two@2.0.1');
});

test('only headings count as packages', () => {
  expect(bundledPackages('one 1.0.0 (MIT)\n\nVersion 2.0 (the License)\n  two 1.0.0 (MIT)\n')).toEqual(['one@1.0.0']);
});

const CANDIDATE: Candidate = {
  version: version('1.2.3'),
  packageVersion: '1.2.3',
  sourceVersion: '1.2.3',
  changelog: '# Changelog\n\n## 1.2.3\n\n- three\n',
  commit: 'c0ffee',
  tagged: undefined,
  uncommitted: [],
  differentFromBuild: [],
  isOnMain: true,
  foreignWorkflows: [],
};

test.each<[what: string, change: Partial<Candidate>, rules: string[]]>([
  ['nothing', {}, []],
  ['its own tag at this commit', { tagged: 'c0ffee' }, []],
  ['a tag elsewhere', { tagged: 'decaf' }, ['tag-exists']],
  ['another package.json', { packageVersion: '1.2.2' }, ['package-version']],
  ['another version that the action sends', { sourceVersion: '1.2.2' }, ['source-version']],
  ['no heading', { changelog: '# Changelog\n\n## Unreleased\n\n- three\n' }, ['changelog']],
  ['nothing under the heading', { changelog: '## 1.2.3\n\n## 1.2.2\n\n- two\n' }, ['changelog']],
  ['a file that is not committed', { uncommitted: ['?? left-over'] }, ['not-committed']],
  ['another dist/', { differentFromBuild: ['index.js'] }, ['dist']],
  ['a commit of a branch', { isOnMain: false, foreignWorkflows: ['ci.yml'] }, ['not-on-main']],
  ['an old commit with other workflows', { foreignWorkflows: ['ci.yml'] }, ['workflows-differ']],
])('%s: is refused for just that', (_, change, rules) => {
  expect(toRefusals({ ...CANDIDATE, ...change }).map(({ rule }) => rule)).toEqual(rules);
});
