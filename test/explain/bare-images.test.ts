import { expect, test } from 'vitest';
import { lacksTool } from '../../src/explain/bare-images.ts';

const CURL = ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1'];

test.each([
  ['public.ecr.aws/aws-observability/aws-otel-collector:v0.40.0', CURL, '"/healthcheck"'],
  ['otel/opentelemetry-collector-contrib:0.102.0', ['CMD', 'wget', '-q', 'http://localhost:13133'], 'START'],
  ['gcr.io/distroless/java17-debian12', CURL, 'CMD'],
  ['node:22-alpine', CURL, 'wget'],
  ['public.ecr.aws/docker/library/python:3.12-slim', CURL, 'python'],
])('%s cannot run its check', (image, command, use) => {
  expect(lacksTool(image, command)).toContain(use);
});

test.each([
  ['registry.example.com/shop:alpine', CURL],
  ['registry.example.com/web:2', CURL],
  ['nginx:1.27-alpine', CURL],
  ['public.ecr.aws/aws-observability/aws-otel-collector:v0.40.0', ['CMD', '/healthcheck']],
  ['node:22-alpine', ['CMD-SHELL', 'wget -q --spider http://localhost:8080/']],
  ['node:22', CURL],
  ['gcr.io/distroless/java17:debug', CURL],
])('%s may', (image, command) => {
  expect(lacksTool(image, command)).toBeUndefined();
});
