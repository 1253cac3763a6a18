import { expect, test } from 'vitest';
import { endpointFacts } from '../../src/explain/endpoints.ts';

test.each([
  ['sqs.us-east-1.amazonaws.com:443', ['endpoint: sqs of AWS in us-east-1']],
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', ['endpoint: ecr of AWS in eu-west-1']],
  ['api.stripe.com:443', ['endpoint: on the internet, or private DNS']],
  ['10.0.4.7:5432', ['endpoint: inside']],
  ['db.shop.internal:5432', ['endpoint: inside']],
  ['shop.cluster-abc.us-east-1.rds.amazonaws.com:5432', ['endpoint: inside']],
  ['b-1.shop.abc.c2.kafka.us-east-1.amazonaws.com:9094', ['endpoint: inside']],
  ['127.0.0.1:6379', []],
  [undefined, []],
])('%s', (address, facts) => {
  expect(endpointFacts(address)).toEqual(facts);
});

test.each([
  ['b-1a2b.mq.us-east-1.amazonaws.com:5671', 'amqps://'],
  ['shop.cluster-abc.us-east-1.docdb.amazonaws.com:27017', 'tls=true'],
  ['master.shop.abc.use1.cache.amazonaws.com:6379', 'rediss://'],
  ['vpc-shop-abc.us-east-1.es.amazonaws.com:9200', 'port 443'],
])('%s takes TLS alone', (address, how) => {
  expect(endpointFacts(address).join()).toContain(how);
});
