import { describe, expect, test } from 'vitest';
import {
  includesPlatform,
  platformName,
  readConfiguration,
  readManifest,
  wantedPlatform,
} from '../../src/check/platforms.ts';

const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const AMD64 = { architecture: 'amd64', os: 'linux' };
const ARM64 = { architecture: 'arm64', os: 'linux', variant: 'v8' };
const ATTESTATION = { architecture: 'unknown', os: 'unknown' };

const index = (...platforms: unknown[]): object => ({ manifests: platforms.map((platform) => ({ platform })) });

test.each<[name: string, manifest: unknown, expected: ReturnType<typeof readManifest>]>([
  ['an index', index(AMD64, ARM64), { platforms: ['linux/amd64', 'linux/arm64/v8'] }],
  ['an index with attestations', index(AMD64, ATTESTATION, ATTESTATION), { platforms: ['linux/amd64'] }],
  ['a platform twice', index(AMD64, AMD64), { platforms: ['linux/amd64'] }],
  ['an index of attestations only', index(ATTESTATION), undefined],
  ['an index that keeps a platform to itself', { manifests: [{ platform: AMD64 }, {}] }, undefined],
  ['an empty index', index(), undefined],
  ['a broken index', { manifests: [null, 1, { platform: 'linux/amd64' }] }, undefined],
  ['an OCI image', { config: { mediaType: OCI_CONFIG, digest: 'sha256:1' } }, { config: 'sha256:1' }],
  [
    'a Docker image',
    { config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: 'sha256:2' } },
    { config: 'sha256:2' },
  ],
  [
    'a Helm chart',
    { config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: 'sha256:3' } },
    undefined,
  ],
  ['an image without digest of its configuration', { config: { mediaType: OCI_CONFIG } }, undefined],
  ['a Docker manifest of version 1', { schemaVersion: 1, architecture: 'amd64' }, undefined],
  ['a list', [], undefined],
  ['null', null, undefined],
])('the manifest of %s', (_, manifest, expected) => {
  expect(readManifest(JSON.stringify(manifest))).toEqual(expected);
});

test('text that is not a manifest', () => {
  expect(readManifest('')).toBeUndefined();
  expect(readManifest('<html>')).toBeUndefined();
});

test.each<[text: string, expected: string | undefined]>([
  [JSON.stringify({ ...AMD64, config: {} }), 'linux/amd64'],
  [JSON.stringify(ARM64), 'linux/arm64/v8'],
  [JSON.stringify({ architecture: 'arm64' }), undefined],
  ['<Error><Code>AccessDenied</Code></Error>', undefined],
])('the configuration %s', (text, expected) => {
  expect(readConfiguration(text)).toBe(expected);
});

describe('what a task requires', () => {
  test.each<[platform: Parameters<typeof wantedPlatform>[0], fargate: boolean, expected: string | undefined]>([
    [undefined, true, 'linux/amd64 by default'],
    [undefined, false, undefined],
    [{}, true, 'linux/amd64 by default'],
    [{ cpuArchitecture: 'ARM64' }, true, 'linux/arm64'],
    [{ cpuArchitecture: 'ARM64' }, false, 'linux/arm64'],
    [{ cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' }, true, 'linux/amd64'],
    [{ operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, true, 'windows/amd64 by default'],
    [{ operatingSystemFamily: 'LINUX' }, false, undefined],
  ])('%j, Fargate: %s', (platform, fargate, expected) => {
    const wanted = wantedPlatform(platform, fargate);
    expect(wanted && `${platformName(wanted)}${wanted.isDefault ? ' by default' : ''}`).toBe(expected);
  });

  test('a placeholder requires nothing', () => {
    const placeholder = { cpuArchitecture: '${ARCH}' } as unknown as Parameters<typeof wantedPlatform>[0];
    expect(wantedPlatform(placeholder, true)).toBeUndefined();
  });

  test.each<[platforms: string[], wanted: Parameters<typeof wantedPlatform>[0], fargate: boolean, expected: boolean]>([
    [['linux/amd64'], {}, true, true],
    [['linux/arm64/v8'], { cpuArchitecture: 'ARM64' }, true, true],
    [['linux/arm/v7'], { cpuArchitecture: 'ARM64' }, true, false],
    [['linux/amd64', 'linux/arm64'], { cpuArchitecture: 'ARM64' }, true, true],
    [['windows/amd64'], {}, true, false],
    [['windows/amd64'], { cpuArchitecture: 'X86_64' }, false, true],
    [['linux/amd64'], { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, true, false],
  ])('%j has what %j wants, Fargate: %s', (...[platforms, platform, fargate, expected]) => {
    const wanted = wantedPlatform(platform, fargate);
    expect(wanted && includesPlatform(platforms, wanted)).toBe(expected);
  });
});
