import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: FLAGS,
  });

/** A picture of a page, as wide as GitHub's column or as a telephone, to look at and to keep in docs/. */
export async function takeScreenshot(page: { html: string; png: string; dark: boolean; width: number }): Promise<void> {
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage({
      viewport: { width: page.width, height: 400 },
      colorScheme: page.dark ? 'dark' : 'light',
    });
    await tab.goto(pathToFileURL(resolve(page.html)).href);
    const drawn = 'document.documentElement.dataset.drawn === "true" || document.querySelector("pre.mermaid") === null';
    await tab.waitForFunction(drawn, undefined, { timeout: 30_000 });
    await tab.screenshot({ path: page.png, fullPage: true });
  } finally {
    await browser.close();
  }
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { dark: { type: 'boolean', default: false }, width: { type: 'string', default: '1012' } },
  });
  const [html, png] = positionals;
  if (html === undefined || png === undefined)
    throw new Error('Usage: node scripts/screenshot.ts page.html out.png [--dark] [--width 1012]');
  await takeScreenshot({ html, png, dark: values.dark, width: Number(values.width) });
}
