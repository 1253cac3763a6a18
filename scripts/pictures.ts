import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { play, QUICK_START, REGISTRY } from '../test/scenarios/play.ts';
import { takeScreenshot } from './screenshot.ts';
import { renderSummaryPage } from './summary-page.ts';

/** `npm run pictures`: plays deploys on the emulator and takes the pictures of their summaries for docs/. Needs Chromium. */
const FOLDER = resolve(import.meta.dirname, '../docs/pictures');
const SHOP = { service: 'shop', image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` };

const PICTURES: Record<string, Parameters<typeof play>[0]> = {
  succeeded: { scenario: 'classic-healthy', inputs: QUICK_START },
  'rolled-back': { scenario: 'classic-breaker', inputs: QUICK_START },
  'express-canary': { scenario: 'express-canary', inputs: SHOP },
  'timed-out': {
    scenario: 'no-breaker-crash-loop',
    inputs: { ...QUICK_START, 'circuit-breaker': 'keep', 'wait-for-minutes': '5' },
  },
  cancelled: {
    scenario: 'express-canary',
    inputs: { ...SHOP, 'on-cancel': 'rollback' },
    onLog: (log, kill) => {
      if (log.includes('production traffic shift') && !log.includes('Cancelled')) kill('SIGINT');
    },
  },
};

await mkdir(FOLDER, { recursive: true });
const temporary = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
for (const [name, request] of Object.entries(PICTURES)) {
  const { summary } = await play(request);
  const html = join(temporary, `${name}.html`);
  await writeFile(html, await renderSummaryPage({ markdown: summary, title: 'deploy summary' }));
  await takeScreenshot({ html, png: join(FOLDER, `${name}.png`), dark: false, width: 1012 });
  await takeScreenshot({ html, png: join(FOLDER, `${name}-dark.png`), dark: true, width: 1012 });
  console.log(`docs/pictures/${name}.png`);
}
await rm(temporary, { recursive: true });
