import type { RuntimePlatform } from '@aws-sdk/client-ecs';

/** What a task requires of its images: ECS's name for the architecture, and what registries call it. */
export interface WantedPlatform {
  cpuArchitecture: 'X86_64' | 'ARM64';
  /** Absent if nothing says it. */
  os?: 'linux' | 'windows';
  /** True when nobody chose the architecture. */
  isDefault: boolean;
}

const REGISTRY_WORDS = { X86_64: 'amd64', ARM64: 'arm64' } as const;
const IMAGE_CONFIG = /^application\/vnd\.(?:oci\.image\.config|docker\.container\.image)\.v1\+json$/;

/** Fargate defaults to X86_64 and Linux; on EC2 it depends on the instances (docs: task_definition_parameters, runtimePlatform). */
export function wantedPlatform(platform: RuntimePlatform | undefined, fargate: boolean): WantedPlatform | undefined {
  const given = platform?.cpuArchitecture;
  const cpuArchitecture = given ?? (fargate ? 'X86_64' : undefined);
  if (cpuArchitecture !== 'X86_64' && cpuArchitecture !== 'ARM64') return undefined;
  const family: unknown = platform?.operatingSystemFamily ?? (fargate ? 'LINUX' : undefined);
  return { cpuArchitecture, os: operatingSystem(family), isDefault: given === undefined };
}

/** As `docker build --platform` takes it. */
export function platformName({ cpuArchitecture, os = 'linux' }: WantedPlatform): string {
  return `${os}/${REGISTRY_WORDS[cpuArchitecture]}`;
}

/** `platforms` are written `linux/amd64`. */
export function includesPlatform(platforms: readonly string[], { cpuArchitecture, os }: WantedPlatform): boolean {
  return platforms.some((platform) => {
    const [itsOs, itsArchitecture] = platform.split('/');
    return itsArchitecture === REGISTRY_WORDS[cpuArchitecture] && (os === undefined || itsOs === os);
  });
}

/** The platforms in a manifest: an index lists them, a single image only names its configuration, which has them. Undefined if unknown. */
export function readManifest(text: string): { platforms: string[] } | { config: string } | undefined {
  const { manifests, config } = parseRecord(text);
  if (!Array.isArray(manifests)) {
    const { mediaType, digest } = toRecord(config);
    const isImage = typeof mediaType === 'string' && IMAGE_CONFIG.test(mediaType);
    return isImage && typeof digest === 'string' ? { config: digest } : undefined;
  }
  const platforms = manifests.map((manifest) => toPlatform(toRecord(manifest)['platform']));
  const known = platforms.filter((platform) => platform !== undefined && platform !== 'unknown/unknown');
  return platforms.includes(undefined) || known.length === 0
    ? undefined
    : { platforms: [...new Set(known)] as string[] };
}

/** The platform in an image's configuration (docs: OCI image specification, config.md). */
export function readConfiguration(text: string): string | undefined {
  return toPlatform(parseRecord(text));
}

function toPlatform(value: unknown): string | undefined {
  const { os, architecture, variant } = toRecord(value);
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return typeof variant === 'string' && variant !== '' ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`;
}

function operatingSystem(family: unknown): WantedPlatform['os'] {
  if (family === 'LINUX') return 'linux';
  return typeof family === 'string' && family.startsWith('WINDOWS') ? 'windows' : undefined;
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
