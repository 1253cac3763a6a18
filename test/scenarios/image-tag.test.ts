import { describe, expect, it } from 'vitest';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';

const WEB = { service: 'web', cluster: 'prod' };
const FILE = { 'task-definition': 'task-definition.json', variables: 'REGION=us-east-1' };
const withImage = (image: string): Record<string, string> => ({
  'task-definition.json': EXAMPLE.replace('"__IMAGE_URI__"', JSON.stringify(image)),
});

/** In the account of the emulator. */
const LIVE_IMAGE: unknown = expect.stringMatching(/^\d{12}\.dkr\.ecr\..*\/web:1\.1\.0$/);

describe('the tag of an image', () => {
  it('is all that changes of the live definition, and the report says where the rest is from', async () => {
    const played = await play({ scenario: 'classic-healthy', built: true, inputs: { ...WEB, 'image-tag': '1.1.0' } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes[0]).toMatchObject({
      action: 'RegisterTaskDefinition',
      params: { containerDefinitions: [expect.objectContaining({ image: LIVE_IMAGE })] },
    });
    expect(played.summary).toContain('`web:1.1.0` (tag from input image-tag, repository from the live revision)');
    expect(JSON.parse(played.report)).toMatchObject({
      services: [{ images: [{ image: LIVE_IMAGE, from: 'live', tagFrom: 'input' }] }],
    });
  });

  it('that is live already changes nothing', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: { ...WEB, 'image-tag': '1.0.0' } });
    expect(played.outputs).toMatchObject({ outcome: 'unchanged', changes: 'false' });
    expect(played.writes).toEqual([]);
  });

  it('is planned', async () => {
    const inputs = { ...WEB, ...FILE, mode: 'plan', 'image-tag': '1.1.0' };
    const played = await play({ scenario: 'classic-healthy', inputs, files: withImage(`${REGISTRY}/web:1.0.0`) });
    expect(played.outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
    expect(played.summary).toContain('repository from the file');
    expect(played.summary).toMatch(/^\+.*web:1\.1\.0/m);
    expect(played.log).not.toContain('image from the file');
  });

  it('takes the place of a digest, which is advice', async () => {
    const inputs = { ...FILE, mode: 'register', 'image-tag': '1.1.0', checks: 'strict' };
    const files = withImage(QUICK_START.image ?? '');
    const played = await play({ scenario: 'classic-healthy', inputs, files });
    expect(played.writes).toMatchObject([
      { params: { containerDefinitions: [expect.objectContaining({ image: `${REGISTRY}/web:1.1.0` })] } },
    ]);
    expect(played.summary).toMatch(/💡[^\n]*container "web" was given by digest[^\n]*digest-dropped/);
  });

  it('of an Express service deployed from an image', async () => {
    const played = await play({ scenario: 'express-canary', inputs: { service: 'shop', 'image-tag': '2.0.0' } });
    expect(played.writes).toMatchObject([
      {
        action: 'UpdateExpressGatewayService',
        params: { primaryContainer: { image: expect.stringMatching(/^\d{12}\.dkr\.ecr\..*\/shop:2\.0\.0$/) } },
      },
    ]);
    expect(played.summary).toContain('tag from input image-tag, repository from the live revision');
  });

  it('is checked without AWS', async () => {
    const inputs = { ...WEB, ...FILE, mode: 'check', 'image-tag': '1.1.0' };
    const played = await play({ scenario: 'classic-healthy', inputs, files: withImage('web:1.0.0') });
    expect(played).toMatchObject({ exitCode: 0, calls: [], outputs: { outcome: 'checked' } });
  });
});

it.each<[what: string, inputs: Record<string, string>, image: string, told: RegExp]>([
  ['a branch', { 'image-tag': 'feature/login' }, 'web:1', /input image-tag: .*"feature\/login".*slash.*\(bad-image\)/],
  ['a branch, with a bad file', { 'image-tag': 'a/b', 'task-definition': 'x' }, 'web:1', /slash.*\(bad-image\)/],
  ['a digest', { 'image-tag': `sha256:${'5d'.repeat(32)}` }, 'web:1', /is a digest.*\(bad-image\)/],
  [
    'a placeholder',
    { 'image-tag': '1' },
    '__IMAGE_URI__',
    /"web" has the placeholder __IMAGE_URI__.*\(no-image-for-tag\)/,
  ],
  ['no image', { 'image-tag': '1' }, '', /"web" has no image.*\(no-image-for-tag\)/],
  [
    'another image',
    { 'image-tag': '1', images: 'web=web:2' },
    'web:1',
    /"image-tag" and "images".*"web".*\(image-given-twice\)/,
  ],
  ['another container', { 'image-tag': '1', 'container-name': 'wbe' }, 'web:1', /"wbe".*\(unknown-container\)/],
])('%s is an error before any write, in a deploy and in a check', async (_, given, image, told) => {
  for (const mode of ['deploy', 'check']) {
    const inputs = { ...WEB, ...FILE, mode, ...given };
    const played = await play({ scenario: 'classic-healthy', inputs, files: withImage(image) });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(told);
    expect(played.log.match(/^✖[^\n]*(?:image|tag|slash|container)/gm)).toHaveLength(1);
    expect(played.writes).toEqual([]);
  }
});
