import { describe, expect, it } from 'vitest';
import { hostFact } from '../../src/watch/diagnose/host-fact.ts';
import { diagnoseCase, WEB } from './case.ts';
import { ends } from './endings.ts';

const url = (value: string, more: { name: string; value: string }[] = []) => ({
  ...WEB,
  environment: [{ name: 'BACKEND_URL', value }, ...more],
});

describe('the variable that holds a host', () => {
  it.each([
    ['in a URL with a password', 'amqp://shop:secret@queue.shop.local:5672/', 'queue.shop.local:5672'],
    ['among several', 'cache.shop.local:6379,queue.shop.local:6379', 'queue.shop.local'],
    ['in other letters', 'Queue.Shop.Local', 'queue.shop.local'],
  ])('is found %s', (_, value, address) => {
    expect(hostFact(address, url(value))).toEqual(['host: queue.shop.local from BACKEND_URL of container web']);
  });

  it('is not named where it only holds a longer name, or where two hold it', () => {
    expect(hostFact('shop.local', url('http://queue.shop.local'))).toEqual(['host: shop.local']);
    const two = url('shop.local', [{ name: 'OTHER', value: 'http://shop.local' }]);
    expect(hostFact('shop.local', two)).toEqual(['host: shop.local']);
  });

  it('is not looked for without a name', () => {
    expect(hostFact(undefined, url(''))).toEqual([]);
    expect(hostFact('10.0.0.4:80', url('10.0.0.4'))).toEqual([]);
  });
});

it.each([
  ['api.shop.svc.cluster.local', /Service Connect name/, /publishes that name/],
  ['api.shop.svc', /Service Connect name/, /hosted zone/],
  ['shop.c1abcdefghij.us-east-1.rds.amazonaws.com', /Copy the endpoint/, /hosted zone/],
  ['api.corp.example.com', /private hosted zone/, /namespace/],
  ['api', /127\.0\.0\.1/, /hosted zone/],
])('the fix for %s fits its kind and names the variable', async (host, fix, never) => {
  const given = ends(1, [`Error: getaddrinfo ENOTFOUND ${host}`], { containers: [url(`https://${host}/v1`)] });
  const [first] = (await diagnoseCase(given)).causes;
  expect(first?.fix).toMatch(fix);
  expect(first?.fix).toContain('BACKEND_URL of container web');
  expect(first?.fix).toContain(host);
  expect(first?.fix).not.toMatch(never);
});
