import { openBrowser } from './browser.ts';
import { startPage } from './page-server.ts';

/** The page, until Ctrl+C. */
export async function showInBrowser({ speed, open }: { speed: string | undefined; open: boolean }): Promise<void> {
  const page = await startPage(speed === undefined ? {} : { speed });
  console.log(`The page is at ${page.url} (Ctrl+C ends it)`);
  if (open) openBrowser(page.url);

  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void page.close().then(() => console.log('The demo has ended.'));
    });
  }
}
