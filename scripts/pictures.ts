import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPage } from '../demo/page-server.ts';
import { play, QUICK_START } from '../test/scenarios/play.ts';
import { launchChromium, takeScreenshot } from './screenshot.ts';
import { renderSummaryPage } from './summary-page.ts';

/** `npm run pictures`: the pictures of README.md, each light and dark. Needs Chromium. */
const FOLDER = resolve(import.meta.dirname, '../docs/pictures');

await mkdir(FOLDER, { recursive: true });
await pictureSummary('rolled-back');
await pictureDemo('demo');

/** The summary of a deployment that the circuit breaker rolled back. */
async function pictureSummary(name: string): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  const { summary } = await play({ scenario: 'classic-breaker', inputs: QUICK_START });
  const html = join(temporary, `${name}.html`);
  await writeFile(html, await renderSummaryPage({ markdown: summary, title: 'deploy summary' }));
  for (const dark of [false, true])
    await takeScreenshot({ html, png: join(FOLDER, `${name}${dark ? '-dark' : ''}.png`), dark, width: 1012 });
  await rm(temporary, { recursive: true });
  console.log(`docs/pictures/${name}.png`);
}

/** The page of `npm start` in the middle of a canary. */
async function pictureDemo(name: string): Promise<void> {
  const page = await startPage();
  const browser = await launchChromium();
  const tab = await browser.newPage({ viewport: { width: 1280, height: 960 }, reducedMotion: 'reduce' });
  await tab.goto(page.url);
  await tab.locator('[name="show"][value="canary"]').check();
  await tab.locator('#shows').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await tab.locator('#speed').selectOption('30');
  await tab.getByRole('button', { name: 'Play' }).click();
  await tab.getByText('waiting: 10 % of the production traffic').first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await tab.emulateMedia({ colorScheme });
    await tab.screenshot({ path: join(FOLDER, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
  }
  await browser.close();
  await page.close();
  console.log(`docs/pictures/${name}.png`);
}
