// Adds up what `npm test` and `npm run lint` left in build/; one that did not come to its end counts as one failure.
//
// Usage: node scripts/total.mjs <name of a result> …
import { readFileSync } from 'node:fs';

const total = { passed: 0, failed: 0 };
for (const name of process.argv.slice(2)) {
  const { passed, failed } = readCounts(name);
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function readCounts(name) {
  try {
    return JSON.parse(readFileSync(`build/${name}-result.json`, 'utf8'));
  } catch {
    console.log(`No result of ${name}, see above.`);
    return { passed: 0, failed: 1 };
  }
}
