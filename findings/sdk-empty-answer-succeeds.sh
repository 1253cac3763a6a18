#!/usr/bin/env bash
# Version:   @aws-sdk/client-ecs 3.1162.0, Node.js 20 or newer.
# Behavior:  A response with status 200 and no body is a success of any call: UpdateService and DescribeServices resolve to
#            an object that has nothing but $metadata. TypeScript calls `services` and `failures` optional, so that
#            `services ?? []` compiles and reads "no such service".
# Expected:  A parse error, as for a body that is not JSON, and a retry: no answer of AWS to these calls is empty.
# Why care:  A proxy or gateway that loses the body turns a deploy that nobody started into a green one. Whoever asks has to
#            look for the member that the call always returns.
# Source:    parseJsonBody in @aws-sdk/core: an empty text is `{}`. DescribeServices always returns both lists:
#            https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-ecs@3.1162.0

cat >run.mjs <<'JS'
import { createServer } from 'node:http';
import { ECS } from '@aws-sdk/client-ecs';

let body = '';
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(body));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const ecs = new ECS({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  maxAttempts: 1,
});

async function keysOf(call) {
  try {
    return `resolved, members: ${Object.keys(await call()).join()}`;
  } catch (error) {
    return `rejected: ${error.name}`;
  }
}

const seen = [];
for (body of ['', '<html></html>']) {
  seen.push(await keysOf(() => ecs.updateService({ service: 'web', taskDefinition: 'web:2' })));
  seen.push(await keysOf(() => ecs.describeServices({ services: ['web'] })));
  console.log(`body ${JSON.stringify(body)}: UpdateService ${seen.at(-2)}; DescribeServices ${seen.at(-1)}`);
}
server.close();
const empty = 'resolved, members: $metadata';
process.exitCode = seen[0] === empty && seen[1] === empty && seen.slice(2).every((one) => /^rejected/.test(one)) ? 0 : 1;
JS
NODE_NO_WARNINGS=1 node run.mjs
