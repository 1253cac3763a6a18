import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProbes } from '../../src/inputs/probes.ts';

const probe = { method: 'GET', headers: {}, status: 200, every: 5 };
const valueOf = (text: string): unknown => {
  const parsed = parseProbes(text);
  return 'value' in parsed ? parsed.value : parsed.message;
};

describe('probes', () => {
  it.each<[text: string, wanted: object[]]>([
    ['https://example.com/health', [{ ...probe, url: 'https://example.com/health' }]],
    ['{endpoint}/health 204', [{ ...probe, url: '{endpoint}/health', status: 204 }]],
    [
      '# first\nhttps://a.example/ 301\n\n  http://b.example:8080/x?y={revision}  ',
      [
        { ...probe, url: 'https://a.example/', status: 301 },
        { ...probe, url: 'http://b.example:8080/x?y={revision}' },
      ],
    ],
    ['["{endpoint}/health 204"]', [{ ...probe, url: '{endpoint}/health', status: 204 }]],
    ['{"url": "{endpoint}"}', [{ ...probe, url: '{endpoint}' }]],
    [
      '[{"url":"{test-endpoint}/v1/orders","method":"post","body":{"id":1},"headers":{"x-key":"k"},"status":201,"contains":"{service}","maxMillis":500,"attempts":3,"every":2}]',
      [
        {
          url: '{test-endpoint}/v1/orders',
          method: 'POST',
          body: '{"id":1}',
          headers: { 'content-type': 'application/json', 'x-key': 'k' },
          status: 201,
          contains: '{service}',
          maxMillis: 500,
          attempts: 3,
          every: 2,
        },
      ],
    ],
  ])('reads %j', (text, wanted) => expect(valueOf(text)).toEqual(wanted));

  it.each<[text: string, names: string]>([
    ['', 'no probe'],
    ['/health', '"/health"'],
    ['ftp://example.com', 'not a web address'],
    ['https://{endpoint}/health', 'scheme before the endpoint'],
    ['{endpont}/health', '{endpont}'],
    ['{endpoint}health', '"h" right after {endpoint}'],
    ['{test-endpoint}:8080/', '":" right after {test-endpoint}'],
    ['https:///health', 'no host'],
    ['https://:8080/health', 'no host'],
    ['[{"url":"https://a","headers":{"authorization":"Bearer "}}]', 'nothing in the header "authorization"'],
    ['[{"url":"https://a","headers":{"x-key":""}}]', 'nothing in the header "x-key"'],
    ['[{"endpoint":null}]', '{endpoint} that was read as a map'],
    ['POST https://example.com', 'starts with a method on line 1'],
    ['https://example.com 200 300', 'more than a URL and a status'],
    ['https://user:pw@example.com/', 'user name or password'],
    ['http://169.254.169.254/latest', '169.254.169.254'],
    ['http://2852039166/', '169.254.169.254'],
    ['[]', 'no probe'],
    ['[1]', 'has no URL in item 1'],
    ['[{"ulr":"https://a"}]', '"ulr"'],
    ['[{"url":"https://a","status":"200"}]', '"status"'],
    ['[{"url":"https://a","maxMillis":0}]', '"maxMillis"'],
    ['[{"url":"https://a","body":"x"}]', 'GET cannot send'],
    ['[{"url":"https://a","method":"HEAD","contains":"x"}]', 'HEAD'],
    ['[{"url":"https://a","method":"BREW"}]', '"BREW"'],
    [String.raw`[{"url":"https://a","headers":{"x":"a\r\nb: c"}}]`, '"headers"'],
    ['[{"url":"https://a"},', 'not valid JSON'],
    ['[{"url":"https://a","url":"https://b"}]', 'twice'],
  ])('refuses %j', (text, names) => expect(valueOf(text)).toContain(names));

  it('tells every mistake at once, with its line', () => {
    expect(valueOf('nope\nhttps://fine.example\n{endpoin}/x')).toMatch(/line 1.*line 3/);
  });

  it('says which placeholder was meant', () => {
    const parsed = parseProbes('{testendpoint}/health');
    expect('fix' in parsed && parsed.fix).toContain('{test-endpoint}');
  });

  it('never throws, and what it accepts can be sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.webUrl()), (text) => {
        const parsed = parseProbes(text);
        if (!('value' in parsed)) return;
        for (const { url } of parsed.value) {
          const sent = url.replaceAll(/\{(?:test-)?endpoint\}/g, 'http://x').replaceAll(/\{\w+\}/g, 'x');
          expect(URL.canParse(sent)).toBe(true);
        }
      }),
    );
  });
});
