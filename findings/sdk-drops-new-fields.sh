#!/usr/bin/env bash
# Versions:  @aws-sdk/client-ecs 3.600.0 and 3.940.0, Node.js 20 or newer.
# Behavior:  3.940.0 leaves out of a request every field that its own model does not have, at any depth, without an error or
#            a warning. 3.600.0, a year and a half older, knows the same fields even less and sends them all.
# Expected:  That a plain object reaches AWS as it is, as it did for years, or that the client refuses it as botocore does
#            ("Unknown parameter in input"). And that an upgrade of the SDK can only add fields.
# Why care:  The fields below are real and newer than both versions: a circuit breaker's resetOnHealthyTask, and the targetType
#            of a lifecycle hook. UpdateService succeeds, and the service has neither. Whoever reads a JSON file and passes it
#            on has to compare it with the schemas of the client (schemas/schemas_0) first.
# Source:    dist-cjs of both packages: 3.600.0 copies the input (`_json`), 3.940.0 writes what its schemas list. The API
#            reference of UpdateService has the fields: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund older@npm:@aws-sdk/client-ecs@3.600.0 newer@npm:@aws-sdk/client-ecs@3.940.0

cat >run.mjs <<'JS'
import { createServer } from 'node:http';

const bodies = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    bodies.push(body);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"service":{"serviceName":"web"}}');
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const client = {
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
};
const input = {
  service: 'web',
  deploymentConfiguration: {
    deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: true },
    lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }],
  },
};
for (const name of ['older', 'newer']) {
  const { ECS } = await import(name);
  const { service } = await new ECS(client).updateService(input);
  console.log(`${name}: answered ${JSON.stringify(service)}, sent ${bodies.at(-1)}`);
}
server.close();
const has = (body) => ['resetOnHealthyTask', 'targetType'].map((field) => body.includes(field)).join();
process.exitCode = has(bodies[0]) === 'true,true' && has(bodies[1]) === 'false,false' ? 0 : 1;
JS
NODE_NO_WARNINGS=1 node run.mjs
