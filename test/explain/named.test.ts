import { expect, test } from 'vitest';
import { namedIn } from '../../src/explain/named.ts';

test.each<[string, Record<string, string | undefined>]>([
  ['cannot reach feature-store.shop.internal:7070', { address: 'feature-store.shop.internal:7070' }],
  ['401 from https://user:pass@registry.corp.example/v1', { address: 'registry.corp.example' }],
  ['dial 10.0.4.7:5432 failed', { address: '10.0.4.7:5432' }],
  ['no answer from vault.corp.example', { address: 'vault.corp.example' }],
  ['at com.example.shop.Main(Main.java:12)', {}],
  ['error in server.js:12', {}],
  ['listening on 10:00:01', {}],
  ['cannot open /etc/shop/rules.yaml.', { file: '/etc/shop/rules.yaml', configuration: '/etc/shop/rules.yaml' }],
  ['STRIPE_KEY is wrong', { setting: 'STRIPE_KEY' }],
  ['ERR_SOCKET_BAD_PORT', {}],
  ["Format string 'PORT=%(ENV_UI_PORT)s' contains names which cannot be expanded", { setting: 'UI_PORT' }],
  ['argument Symbol(AUDIT_SERVICE) at index [1]', {}],
  ['not enough replicas at consistency LOCAL_QUORUM', {}],
  ['credentials already exist in /app/data/storage.sqlite', { file: '/app/data/storage.sqlite' }],
  ['org.springframework.beans.factory failed', {}],
])('%s', (line, named) => {
  expect(namedIn(line)).toEqual({
    address: undefined,
    configuration: undefined,
    file: undefined,
    setting: undefined,
    ...named,
  });
});
