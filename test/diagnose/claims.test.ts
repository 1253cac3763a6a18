import { expect, test } from 'vitest';
import { AMBIGUOUS_ERRORS } from './ambiguous-errors.ts';
import { diagnoseCase } from './case.ts';
import { HARMLESS_LINES } from './harmless-lines.ts';
import { crash, unanswered } from './kinds.ts';

/** A wrong claim is worse than none: what healthy programs write too is no reason, however a task ends. */
test.each(HARMLESS_LINES.map((text) => [text]))('claims nothing from %s', async (text) => {
  const lines = text.split('\n');
  const [crashed] = (await diagnoseCase(crash(...lines))).causes;
  expect(crashed).toMatchObject({ id: 'exit-code-1' });
  expect(crashed?.logLine).toBeUndefined();
  const [unreached] = (await diagnoseCase(unanswered('Request timed out', lines))).causes;
  expect(unreached).toMatchObject({ id: 'target-timeout' });
  expect(unreached?.logLine).toBeUndefined();
});

/** A word alone proves nothing: it takes the whole shape of an error to name its cause. */
test.each(AMBIGUOUS_ERRORS.map(([line, cause, never]) => ({ line, cause, never })))(
  'claims of $line only what it says',
  async ({ line, cause, never }) => {
    const [first] = (await diagnoseCase(crash(line))).causes;
    expect(first?.id).toBe(cause);
    if (never !== undefined) expect(`${first?.explanation}\n${first?.fix}`).not.toMatch(never);
  },
);
