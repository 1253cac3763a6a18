import { parseArgs } from 'node:util';
import { openBrowser } from './browser.ts';
import { startPage } from './page-server.ts';

/** `npm start`: the page, until Ctrl+C. */
const { values } = parseArgs({
  options: { speed: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
});
const page = await startPage(values.speed === undefined ? {} : { speed: values.speed });
console.log(`The page is at ${page.url} (Ctrl+C ends it)`);
if (!values['no-open']) openBrowser(page.url);

let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (isClosing) return;
    isClosing = true;
    void page.close().then(() => console.log('The demo has ended.'));
  });
}
