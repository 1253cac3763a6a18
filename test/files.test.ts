import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toFiles } from '../src/files.ts';

const MAKE_PIPE = 'mkfifo';
let top = '';
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'files-')));
  await mkdir(join(top, 'workspace/ecs'), { recursive: true });
  await mkdir(join(top, 'secret'));
  await writeFile(join(top, 'secret/key.json'), 'key');
  await writeFile(join(top, 'workspace/ecs/web.json'), 'web');
  await writeFile(join(top, 'workspace/just.json'), Buffer.alloc(1_048_576));
  await writeFile(join(top, 'workspace/large.json'), Buffer.alloc(1_048_577));
  execFileSync(MAKE_PIPE, [join(top, 'workspace/pipe.json')]);
  const links = {
    'to-pipe.json': 'pipe.json',
    'inside.json': 'ecs/web.json',
    'out.json': '../secret/key.json',
    out: '../secret',
    workspace: '.',
    'gone.json': 'ecs/gone.json',
  };
  for (const [name, to] of Object.entries(links)) await symlink(to, join(top, 'workspace', name));
  await symlink(join(top, 'workspace'), join(top, 'linked'));
});
afterAll(() => rm(top, { recursive: true }));

describe('what is read', () => {
  test.each([
    ['a file', 'ecs/web.json', 'web'],
    ['a link inside the workspace', 'inside.json', 'web'],
    ['a path through a folder that is a link', 'workspace/ecs/web.json', 'web'],
    ['a file outside that is named openly', '../secret/key.json', 'key'],
  ])('%s', async (_, path, content) => {
    expect(text(await toFiles(join(top, 'workspace')).read(path))).toBe(content);
    expect(text(await toFiles(join(top, 'linked')).read(path))).toBe(content);
  });

  test('a file outside by its absolute path', async () => {
    expect(text(await toFiles(join(top, 'workspace')).read(join(top, 'secret/key.json')))).toBe('key');
  });
});

describe('what is not read, because a link in the workspace leads out of it', () => {
  test.each(['out.json', 'out/key.json'])('the file %s', async (path) => {
    const reading = toFiles(join(top, 'workspace')).read(path);
    await expect(reading).rejects.toMatchObject({ code: 'LINK_OUT', path: join(top, 'secret/key.json') });
  });

  test('a folder', async () => {
    await expect(toFiles(join(top, 'workspace')).list('out')).rejects.toMatchObject({ code: 'LINK_OUT' });
  });
});

test.runIf(process.platform === 'linux')('a file of the kernel, which calls itself empty, is read', async () => {
  const read = toFiles(join(top, 'workspace')).read;
  expect(text(await read('/proc/self/comm')).trim()).not.toBe('');
  await expect(read('/proc/self/pagemap')).rejects.toMatchObject({ code: expect.any(String) });
});

describe.runIf(process.platform === 'linux')('what is no regular file of bounded size', () => {
  test.each([
    ['a pipe, which would block', 'pipe.json', 'EINVAL'],
    ['a link to a pipe', 'to-pipe.json', 'EINVAL'],
    ['a device that never ends', '/dev/zero', 'EINVAL'],
    ['a folder', 'ecs', 'EISDIR'],
    ['a file of more than 1 MiB', 'large.json', 'EFBIG'],
  ])('%s', async (_, path, code) => {
    await expect(toFiles(join(top, 'workspace')).read(path)).rejects.toMatchObject({ code });
  });

  test('1 MiB is read', async () => {
    expect(await toFiles(join(top, 'workspace')).read('just.json')).toHaveLength(1_048_576);
  });
});

test('a link that leads nowhere is not a missing file', async () => {
  const files = toFiles(join(top, 'workspace'));
  await expect(files.read('gone.json')).rejects.toMatchObject({ code: 'LINK_BROKEN', path: 'ecs/gone.json' });
  await expect(files.read('ecs/gone.json')).rejects.toMatchObject({ code: 'ENOENT' });
});
