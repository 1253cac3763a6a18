import { ECRClient } from '@aws-sdk/client-ecr';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld, type ImageRecord, type World as FakeAws } from '../../emulator/world.ts';
import type { Connection } from '../../src/aws/connection.ts';
import { createEcr, type Ecr } from '../../src/aws/ecr.ts';
import type { AskedImage } from '../../src/check/images-to-run.ts';
import { wantedPlatform } from '../../src/check/platforms.ts';
import { checkImages } from '../../src/check/remote.ts';
import { systemClock } from '../../src/clock.ts';
import type { Clock } from '../../src/model.ts';
import type { World } from '../../src/world.ts';

const REGISTRY = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const WEB = `${REGISTRY}/web:1`;
const SINGLE_ARM: ImageRecord = { platforms: ['linux/arm64'], single: true };

function asked(image: string, architecture?: 'X86_64' | 'ARM64'): AskedImage {
  return {
    image,
    origin: { kind: 'input', input: 'image' },
    wanted: architecture && wantedPlatform({ cpuArchitecture: architecture }, true),
    setting: 'runtimePlatform.cpuArchitecture',
  };
}

/** Checks images against an ECR that holds them, through the real SDK. */
async function check(
  images: AskedImage[],
  options: {
    held?: Record<string, ImageRecord>;
    change?: (aws: FakeAws) => void;
    ecr?: (real: Ecr) => Ecr;
    clock?: Clock;
  } = {},
) {
  const aws = createWorld();
  for (const [image, record] of Object.entries(options.held ?? {})) aws.home.images.set(image, record);
  options.change?.(aws);
  const emulator = await startEmulator({ world: aws });
  onTestFinished(() => emulator.close());
  const connect = (region: string): Ecr => {
    const open = (): ECRClient =>
      new ECRClient({
        endpoint: emulator.url,
        region,
        credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
        maxAttempts: 1,
      });
    return createEcr({ reads: open, writes: open } as unknown as Connection);
  };
  const notices: string[] = [];
  const world = {
    aws: { ecr: (region: string) => Promise.resolve((options.ecr ?? ((real) => real))(connect(region))) },
    clock: options.clock ?? systemClock,
    signal: new AbortController().signal,
    emit: (event: { kind: string; message?: string }) => notices.push(`${event.kind}: ${event.message}`),
  } as unknown as World;
  const { problems, digests } = await checkImages(images, world);
  return { problems, digests, notices, calls: emulator.requests.map(({ action }) => action) };
}

describe('existence', () => {
  test('an existing image has a digest and takes one call', async () => {
    const { problems, digests, notices, calls } = await check([asked(WEB, 'X86_64')]);
    expect({ problems, notices, calls }).toEqual({ problems: [], notices: [], calls: ['BatchGetImage'] });
    expect(digests.get(WEB)?.[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('images in one repository share a call, and each image is requested once', async () => {
    const [other, log] = [`${REGISTRY}/web@sha256:${'5d'.repeat(32)}`, `${REGISTRY}/log:1`];
    const { digests, calls } = await check([asked(WEB), asked(other), asked(WEB, 'X86_64'), asked(log)]);
    expect(calls).toEqual(['BatchGetImage', 'BatchGetImage']);
    expect([...digests.keys()]).toEqual([WEB, other, log]);
    expect(digests.get(other)?.[0]).toBe(`sha256:${'5d'.repeat(32)}`);
  });

  test('a missing image is an error, and does not hide its neighbours', async () => {
    const gone = `${REGISTRY}/web:gone`;
    const { problems, digests } = await check([asked(WEB), asked(gone)], { held: { [gone]: { missing: true } } });
    expect(problems).toMatchObject([
      { rule: 'image-missing', severity: 'error', message: `ECR has no image ${gone}.` },
    ]);
    expect([...digests.keys()]).toEqual([WEB]);
  });

  test('an image that a pull-through cache has not fetched yet is not an error', async () => {
    const cached = `${REGISTRY}/hub/library/nginx:1.29`;
    const missing = (image: string) => ({ [image]: { missing: true }, [image.split(':')[0] ?? '']: { missing: true } });
    const withRule = await check([asked(cached)], {
      held: missing(cached),
      change: ({ home }) => home.pullThroughPrefixes.add('hub'),
    });
    expect(withRule.problems).toEqual([]);
    expect(withRule.notices).toEqual([
      expect.stringMatching(/^notice: .*a pull-through cache fetches it on the first pull/),
    ]);
    expect((await check([asked(cached)], { held: missing(cached) })).problems).toMatchObject([
      { rule: 'image-repository-missing' },
    ]);
    const usual = `${REGISTRY}/docker-hub/library/nginx:1.29`;
    const deny = ({ faults }: FakeAws) => faults.deny.add('ecr:DescribePullThroughCacheRules');
    expect((await check([asked(usual)], { held: missing(usual), change: deny })).problems).toEqual([]);
    expect((await check([asked(cached)], { held: missing(cached), change: deny })).problems).toHaveLength(1);
  });

  test('a missing repository is an error, reported once', async () => {
    const held = { [`${REGISTRY}/web`]: { missing: true } };
    const { problems } = await check([asked(WEB), asked(`${REGISTRY}/web:2`)], { held });
    expect(problems.map(({ message }) => message)).toEqual([
      'ECR has no repository web in account 123456789012, Region us-east-1.',
    ]);
  });

  test('another account and another registry', async () => {
    const foreign = WEB.replace('123456789012', '444455556666');
    const { problems, calls } = await check([asked(foreign), asked('public.ecr.aws/nginx/nginx:1'), asked('nginx')], {
      held: { [foreign]: { missing: true } },
    });
    expect(problems).toMatchObject([{ rule: 'image-missing' }]);
    expect(calls).toEqual(['BatchGetImage']);
  });
});

describe('architecture', () => {
  test('an index without the wanted platform', async () => {
    const { problems } = await check([asked(WEB, 'ARM64')], { held: { [WEB]: { platforms: ['linux/amd64'] } } });
    expect(problems).toEqual([
      {
        rule: 'image-architecture',
        severity: 'warning',
        message: `The image ${WEB} is built for linux/amd64, but the task runs on ARM64 (linux/arm64): it cannot start.`,
        fix: 'Build the image with --platform linux/arm64, or set runtimePlatform.cpuArchitecture to X86_64.',
        origin: { kind: 'input', input: 'image' },
      },
    ]);
  });

  test('an index with it', async () => {
    const held = { [WEB]: { platforms: ['linux/amd64', 'linux/arm64'] } };
    expect((await check([asked(WEB, 'ARM64'), asked(WEB, 'X86_64')], { held })).problems).toEqual([]);
  });

  test('a default is called one, and a platform that ECS cannot run is not suggested', async () => {
    const image: AskedImage = { ...asked(WEB), wanted: wantedPlatform(undefined, true) };
    const [problem] = (await check([image], { held: { [WEB]: { platforms: ['linux/arm'] } } })).problems;
    expect(problem?.message).toContain('X86_64, the Fargate default (linux/amd64)');
    expect(problem?.fix).toBe('Build the image with --platform linux/amd64.');
  });

  test('the configuration of a single manifest is read', async () => {
    const { problems, notices, calls } = await check([asked(WEB, 'X86_64')], { held: { [WEB]: SINGLE_ARM } });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('is built for linux/arm64,')]);
    expect({ notices, calls }).toEqual({ notices: [], calls: ['BatchGetImage', 'GetDownloadUrlForLayer'] });
    expect((await check([asked(WEB, 'ARM64')], { held: { [WEB]: SINGLE_ARM } })).problems).toEqual([]);
  });

  test('nothing is downloaded if nothing is needed', async () => {
    expect((await check([asked(WEB)], { held: { [WEB]: SINGLE_ARM } })).calls).toEqual(['BatchGetImage']);
  });

  test('does not wait for a download that never arrives', async () => {
    const slept: number[] = [];
    const clock: Clock = {
      ...systemClock,
      sleep: (milliseconds) => Promise.resolve(void slept.push(milliseconds)),
    };
    const hangs: Ecr['blob'] = (_image, _digest, signal) =>
      new Promise((_, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const { problems, digests, notices } = await check([asked(WEB, 'X86_64')], {
      held: { [WEB]: SINGLE_ARM },
      clock,
      ecr: (real) => ({ ...real, blob: hangs }),
    });
    expect({ problems, notices, slept }).toEqual({ problems: [], notices: [], slept: [5_000] });
    expect(digests.has(WEB)).toBe(true);
  });
});

describe('without permission', () => {
  const denied = (...actions: string[]) => ({
    change: ({ faults }: FakeAws) => actions.forEach((action) => faults.deny.add(action)),
  });
  const both = [asked(WEB, 'X86_64'), asked(`${REGISTRY}/log:1`, 'X86_64')];

  test('ecr:BatchGetImage: existence comes from DescribeImages, and so does the digest unless it is an index', async () => {
    const { problems, digests, notices, calls } = await check(both, denied('ecr:BatchGetImage'));
    expect({ problems, notices, calls }).toEqual({
      problems: [],
      notices: [],
      calls: ['BatchGetImage', 'BatchGetImage', 'DescribeImages', 'DescribeImages'],
    });
    expect(digests.size).toBe(0);
    const single = { held: { [WEB]: { single: true } }, ...denied('ecr:BatchGetImage') };
    expect((await check([asked(WEB)], single)).digests.get(WEB)).toHaveLength(1);
    const gone = { held: { [WEB]: { missing: true } }, ...denied('ecr:BatchGetImage') };
    expect((await check([asked(WEB)], gone)).problems).toMatchObject([{ rule: 'image-missing', severity: 'error' }]);
  });

  test('ecr:BatchGetImage if no architecture is needed: nothing is missing, nothing is reported', async () => {
    expect((await check([asked(WEB)], denied('ecr:BatchGetImage'))).notices).toEqual([]);
  });

  test('both: nothing is known, and nothing is reported here', async () => {
    const { problems, digests, notices } = await check(both, denied('ecr:*'));
    expect(problems).toEqual([]);
    expect(notices).toEqual([]);
    expect(digests.size).toBe(0);
  });

  test('ecr:GetDownloadUrlForLayer', async () => {
    const options = { held: { [WEB]: SINGLE_ARM }, ...denied('ecr:GetDownloadUrlForLayer') };
    const { problems, digests, notices } = await check([asked(WEB, 'X86_64')], options);
    expect(problems).toEqual([]);
    expect(notices).toEqual([]);
    expect(digests.has(WEB)).toBe(true);
  });

  test('a broken ECR stops nothing', async () => {
    const { problems, notices } = await check([asked(WEB)], {
      change: ({ faults }) =>
        faults.fail.set('ecr:BatchGetImage', { name: 'ServerException', message: 'down', httpStatus: 500, times: 9 }),
    });
    expect(problems).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(/^notice: .*ECR did not answer: ServerException/)]);
  });
});
