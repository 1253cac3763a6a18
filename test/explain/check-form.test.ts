import { describe, expect, it } from 'vitest';
import { checkForm } from '../../src/explain/check-form.ts';

describe('the form of a health check', () => {
  it.each([
    [['CMD', 'curl -f http://localhost/ || exit 1'], 'is one word after CMD'],
    [['CMD', 'curl', '-f', 'http://localhost/', '||', 'exit', '1'], 'passes shell operators to CMD'],
    [['CMD-SHELL', 'curl', '-f', 'http://localhost/'], 'splits its line after CMD-SHELL'],
  ])('%j cannot succeed', (command, form) => expect(checkForm(command)).toContain(form));

  it.each([
    [['CMD-SHELL', 'curl -f http://localhost/ || exit 1']],
    [['CMD', 'curl', '-f', 'http://localhost/']],
    [['CMD', '/healthcheck']],
    [['CMD-SHELL', '/healthcheck']],
    [[]],
  ])('%j is right', (command) => expect(checkForm(command)).toBeUndefined());
});
