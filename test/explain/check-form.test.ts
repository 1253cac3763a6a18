import { describe, expect, it } from 'vitest';
import { checkForm } from '../../src/explain/check-form.ts';
import { checkAnswer, checksHost } from '../../src/explain/listening.ts';

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

describe('what the log shows of a health check', () => {
  const asks = ['CMD-SHELL', 'curl -f http://localhost:8080/healthz || exit 1'];

  it.each<[string, string[], string | undefined]>([
    ['an error each time', ['127.0.0.1 - "GET /healthz HTTP/1.1" 404 Not Found'], 'asks /healthz and gets 404'],
    ['a path that only begins so', ['127.0.0.1 - "GET /healthz2 HTTP/1.1" 404 9'], undefined],
    ['an answer in the end', ['"GET /healthz HTTP/1.1" 404 9', '"GET /healthz HTTP/1.1" 200 2'], undefined],
    ['an error of the program itself', ['"GET /healthz HTTP/1.1" 503 9'], undefined],
    ['nothing', ['listening'], undefined],
  ])('%s', (_, lines, told) => {
    const answer = checkAnswer(lines, asks);
    if (told === undefined) expect(answer).toBeUndefined();
    else expect(answer).toContain(told);
  });

  it.each<[string, string[], boolean]>([
    ['the name of the task alone', ['- Local: http://ip-10-0-97-61.us-west-2.compute.internal:8080'], true],
    ['every address', ['listening on http://0.0.0.0:8080'], false],
    ['localhost and an address', ['Local: http://localhost:8080', 'Network: http://10.0.1.5:8080'], false],
    ['a name that may be only for show', ['listening on http://shop.example.com:8080'], false],
    ['another port', ['listening on http://10.0.1.5:9090'], false],
  ])('listening on %s', (_, lines, isWrong) => expect(checksHost(lines, asks) !== undefined).toBe(isWrong));
});
