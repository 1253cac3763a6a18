import { expect, test } from 'vitest';
import { openerOf } from '../../demo/browser.ts';
import { refusalOf } from '../../demo/door.ts';
import { GROUPS } from '../../demo/groups.ts';
import { toLogLine } from '../../demo/log-line.ts';
import { offerOf, wishOf } from '../../demo/offer.ts';
import { FIRST_SHOWS, showOf } from '../../demo/shows.ts';
import { counted, inWords, shortened } from '../../demo/wording.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { INPUTS } from '../../src/inputs/spec.ts';

const offered = GROUPS.flatMap(({ shows }) => shows);

test('the page offers every scenario, and each once', () => {
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered).toEqual(expect.arrayContaining([...Object.keys(scenarios), ...FIRST_SHOWS]));
  expect(offered.filter((name) => scenarios[showOf(name).scenario] === undefined)).toEqual([]);
});

test('every show has a title of its own, and inputs that exist', () => {
  const shows = offered.map(showOf);
  expect(new Set(shows.map(({ title }) => title)).size).toBe(shows.length);
  for (const { title, inputs } of shows) {
    expect(title).toMatch(/^[A-Z]/);
    expect(title).not.toMatch(/^Service web;/);
    expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(Object.keys(inputs)));
  }
});

test('a speed from the command line is one more, in its place', () => {
  const { speed, speeds } = offerOf('token', '20');
  expect(speed).toBe('20');
  expect(speeds.map(({ value }) => value)).toEqual(['5', '10', '20', '30', '100', 'Infinity']);
  expect(offerOf('token').speeds.map(({ value }) => value)).toContain(offerOf('token').speed);
});

test.each([
  ['show=canary&speed=10', 'canary'],
  ['show=smoke-test-fails&speed=Infinity', 'smoke-test-fails'],
  ['show=canary&speed=0', undefined],
  ['show=canary', undefined],
  ['show=__proto__&speed=1', undefined],
  ['speed=1', undefined],
])('the wish %s leads to %s', (asked, name) => {
  expect(wishOf(new URLSearchParams(asked))?.show.name).toBe(name);
});

test.each([
  ['the page', { method: 'GET', host: '127.0.0.1:4000', site: 'same-origin' }, undefined],
  ['a typed address', { method: 'GET', host: 'localhost:4000', site: 'none' }, undefined],
  ['curl', { method: 'GET', host: '127.0.0.1:4000', site: undefined }, undefined],
  ['a name that somebody points here', { method: 'GET', host: 'evil.example:4000', site: 'same-origin' }, 403],
  ['another port', { method: 'GET', host: '127.0.0.1:4001', site: 'none' }, 403],
  ['no host', { method: 'GET', host: undefined, site: undefined }, 403],
  ['another site', { method: 'GET', host: '127.0.0.1:4000', site: 'cross-site' }, 403],
  ['another port of this machine', { method: 'GET', host: '127.0.0.1:4000', site: 'same-site' }, 403],
  ['a form', { method: 'POST', host: '127.0.0.1:4000', site: 'same-origin' }, 405],
])('%s is let in or refused', (_, knock, status) => {
  expect(refusalOf(knock, 4000)?.status).toBe(status);
});

test.each([
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
  ['linux', { DISPLAY: ':0', CI: 'true' }, undefined],
  ['darwin', {}, 'open'],
  ['darwin', { SSH_CONNECTION: '10.0.0.1 22' }, undefined],
  ['win32', {}, 'rundll32'],
] as const)('on %s with %o the browser is opened by %s', (platform, environment, command) => {
  expect(openerOf(platform, environment)?.command).toBe(command);
});

test.each([
  ['plain text', { kind: 'plain', text: 'plain text' }],
  ['::error file=a.json,line=3,title=x%3A y::one%0Atwo 50%25', { kind: 'error', text: 'one\ntwo 50%' }],
  ['::group::Checks', { kind: 'group', text: 'Checks' }],
  ['::endgroup::', undefined],
  ['<b>\u001B[31mred\u202E</b>', { kind: 'plain', text: '<b>red</b>' }],
  ['::set-output name=a::b', { kind: 'plain', text: '::set-output name=a::b' }],
])('the line %s is shown as %o', (text, line) => {
  expect(toLogLine(text)).toEqual(line);
});

test.each([
  ['ROLLBACK_IN_PROGRESS', 'rollback in progress'],
  ['AfterAllowTraffic', 'after allow traffic'],
  ['Succeeded', 'succeeded'],
])('%s is "%s" in words', (name, words) => {
  expect(inWords(name)).toBe(words);
});

test('texts of ECS are short', () => {
  const group = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/0123456789abcdef';
  expect(shortened(`(task ${'0a'.repeat(16)}) in (target-group ${group})`)).toBe(
    '(task 0a0a0a0a) in (target-group web)',
  );
  expect(shortened(`web@sha256:${'5d'.repeat(32)}: not found`)).toBe('web@sha256:5d5d5d5d5d5d…: not found');
  expect(counted(['a', 'b', 'a'])).toEqual(['a (2 times)', 'b']);
});
