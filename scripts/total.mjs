// Adds up what `npm test` and `npm run lint` left behind; one that could not even start counts as one failure.
import { readFileSync } from 'node:fs';

const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of ['test', 'lint']) {
  for (const [key, count] of Object.entries(readCounts(name))) total[key] += count;
}
const { passed, failed, skipped } = total;
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;

function readCounts(name) {
  try {
    return JSON.parse(readFileSync(`build/${name}-result.json`, 'utf8'));
  } catch {
    console.log(`npm run ${name} did not come to its end, see above.`);
    return { failed: 1 };
  }
}
