import { describe, expect, it } from 'vitest';
import { parseReference } from '../../src/aws/image.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('parseReference', () => {
  it.each([
    ['nginx', { repository: 'docker.io/library/nginx', tag: 'latest' }],
    ['docker.io/library/nginx:latest', { repository: 'docker.io/library/nginx', tag: 'latest' }],
    ['index.docker.io/acme/web:2', { repository: 'docker.io/acme/web', tag: '2' }],
    ['acme/web', { repository: 'docker.io/acme/web', tag: 'latest' }],
    ['localhost:5000/web', { repository: 'localhost:5000/web', tag: 'latest' }],
    ['ghcr.io/acme/web:2', { repository: 'ghcr.io/acme/web', tag: '2' }],
    [`registry.example.com/a/b/c:2@${DIGEST}`, { repository: 'registry.example.com/a/b/c', tag: '2', digest: DIGEST }],
    [`web@${DIGEST}`, { repository: 'docker.io/library/web', tag: 'latest', digest: DIGEST }],
  ])('%s', (reference, parts) => expect(parseReference(reference)).toEqual(parts));
});
