import { request } from 'node:http';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Offer } from '../../demo/messages.ts';
import { startPage, type Page } from '../../demo/page-server.ts';
import { launchChromium } from '../../scripts/screenshot.ts';
import { nameless, paleTexts } from './accessibility.ts';

/** The page of `npm start` in a real browser. The tests follow each other in one tab, as a visitor would. */
let page: Page;
let browser: Browser;
let tab: Tab;
const complaints: string[] = [];
const addresses: string[] = [];

beforeAll(async () => {
  page = await startPage();
  browser = await launchChromium();
  tab = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  tab.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`));
  tab.on('pageerror', (error) => void complaints.push(String(error)));
  tab.on('request', (asked) => void addresses.push(asked.url()));
  await tab.addInitScript(
    `addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective));`,
  );
  await tab.goto(page.url);
});

afterAll(async () => {
  await browser.close();
  await page.close();
});

const state = () => tab.locator('#state');
const offer = async (): Promise<Offer> => (await (await fetch(`${page.url}shows.json`)).json()) as Offer;

it('offers what fails first', async () => {
  const groups = tab.getByRole('radiogroup', { name: 'Deployments' }).getByRole('group');
  await groups.first().getByRole('radio', { name: 'circuit breaker rolls back' }).waitFor();
  await tab.getByRole('group', { name: 'Deployments that succeed' }).getByRole('radio').first().waitFor();
  expect(await groups.last().locator('legend').textContent()).toBe('Deployments that succeed');
});

it('plays a failing deployment that is chosen by keyboard alone', async () => {
  await tab.keyboard.press('Tab');
  await tab.keyboard.type('arm64 task');
  await tab.keyboard.press('Tab');
  expect(await tab.locator(':focus').getAttribute('value')).toBe('exec-format');
  expect(await tab.evaluate(`getComputedStyle(document.activeElement.closest('label')).outlineStyle`)).toBe('solid');
  await tab.keyboard.press('Tab');
  await tab.keyboard.type('as fast');
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  await state().getByText('The step is red: rolled-back. Exit code 1').waitFor();
  const log = await tab.getByRole('log', { name: 'Log' }).textContent();
  expect(log).toContain('Registered web:2.');
  expect(log).toContain('exec format error');
  await tab.locator('#log [data-kind="error"]').first().waitFor();
});

it('shows the system at the end of it', async () => {
  const service = tab.getByRole('article', { name: 'Service web' });
  expect(await service.getByRole('list', { name: 'Tasks of web:2', exact: true }).textContent()).toContain('exit code');
  expect(await service.getByRole('list', { name: 'Why tasks of web:2 failed' }).textContent()).toContain('exited');
  expect(await service.getByRole('list', { name: 'Tasks of web:1' }).textContent()).toContain('running');
  expect(await tab.getByRole('list', { name: 'Traffic of web' }).textContent()).toContain('100 %');
  expect(await tab.getByRole('list', { name: 'Targets of web' }).getByRole('listitem').count()).toBe(2);
});

it('shows the summary in a frame that can do nothing but show it', async () => {
  const frame = tab.locator('iframe[title="Job summary"]');
  expect(await frame.getAttribute('sandbox')).not.toContain('allow-same-origin');
  await frame.scrollIntoViewIfNeeded();
  await frame.contentFrame().getByText('it was rolled back').first().waitFor();
  await tab.locator('iframe[style*="height"]').waitFor();
  const { headers } = await fetch(new URL((await frame.getAttribute('src')) ?? '', page.url));
  expect(headers.get('content-security-policy')).toContain('sandbox');
});

it('has a name for everything that can be used, and text that can be read', async () => {
  await tab.getByRole('searchbox', { name: 'Filter' }).fill('');
  expect(await nameless(tab)).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await paleTexts(tab)).toEqual([]);
  }
  expect(await tab.evaluate(`getComputedStyle(document.querySelector('.dot')).transitionDuration`)).toBe('0s');
});

it('fits on a telephone', async () => {
  await tab.setViewportSize({ width: 360, height: 700 });
  expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await tab.setViewportSize({ width: 1280, height: 800 });
});

it('plays nothing that the filter hides', async () => {
  const find = tab.getByRole('searchbox', { name: 'Filter' });
  await find.fill('zzzz');
  await tab.getByText('0 found').waitFor();
  expect(await tab.getByRole('button', { name: 'Play' }).isDisabled()).toBe(true);
  const before = await state().textContent();
  await find.press('Enter');
  expect(await state().textContent()).toBe(before);
  await find.fill('');
  expect(await tab.getByRole('button', { name: 'Play' }).isDisabled()).toBe(false);
});

it('ends a play when another one begins, and when the viewer leaves', async () => {
  await tab.locator('[name="show"][value="canary"]').check();
  await tab.getByRole('combobox', { name: 'Speed' }).selectOption('5');
  await tab.getByRole('button', { name: 'Play' }).click();
  await state().getByText('web: in progress').waitFor();
  const leave = new AbortController();
  const { token } = await offer();
  const other = await fetch(`${page.url}play?show=linear&speed=5&token=${token}`, { signal: leave.signal });
  await state().getByText('Another play has begun.').waitFor();
  expect(await tab.getByRole('button', { name: 'Stop' }).isDisabled()).toBe(true);
  // The second begins only when nothing is left of the first.
  const first = await other.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value as Uint8Array)).toContain('"type":"begin"');
  leave.abort();
  await tab.getByRole('button', { name: 'Play' }).click();
  await state().getByText('web: in progress').waitFor();
  await tab.getByRole('button', { name: 'Stop' }).click();
  await state().getByText('Stopped.').waitFor();
  expect(await tab.locator(':focus').textContent()).toBe('Play');
});

it('lets in only its own page', async () => {
  const status = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(page.url);
      request({ port, host: '127.0.0.1', path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  const { host } = new URL(page.url);
  expect(await status('/', { host })).toBe(200);
  expect(await status('/shows.json', { host: 'evil.example' })).toBe(403);
  expect(await status('/play?show=canary&speed=5&token=guessed', { host })).toBe(403);
  expect(await status(`/play?show=none&speed=5&token=${(await offer()).token}`, { host })).toBe(404);
  expect(await status('/../package.json', { host })).toBe(404);
  expect(await status('/summary/none', { host })).toBe(404);
});

it('never complained, and asked nobody else', () => {
  expect(complaints).toEqual([]);
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((address) => !address.startsWith(page.url))).toEqual([]);
});
