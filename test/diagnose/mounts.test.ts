import { describe, expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.ts';
import { hiddenByMount, mayBeHidden } from '../../src/watch/diagnose/mounts.ts';
import { play, QUICK_START, EXAMPLE } from '../scenarios/play.ts';

const MISSING =
  'CannotStartContainerError: failed to create task: exec: "/app/server": stat /app/server: no such file or directory: unknown';
const at = (containerPath: string) => ({ mountPoints: [{ sourceVolume: 'code', containerPath }] });

describe('a mount that hides an application', () => {
  it.each([
    ['/app', '/app'],
    ['/app/', '/app'],
    ['/', undefined],
    ['/app/server', undefined],
    ['/application', undefined],
    ['/data', undefined],
  ])('%s', (path, named) => {
    const found = hiddenByMount([MISSING], at(path));
    expect(found?.id).toBe(named && 'mount-hides-program');
    if (named !== undefined) expect(found?.plain).toContain(`volume code is mounted at ${named}`);
  });

  it('is found by the command if the text has no path', () => {
    expect(hiddenByMount(['sh: not found', '/srv/start.sh'], at('/srv'))?.plain).toContain('/srv/start.sh');
  });

  it.each([
    ['exec: "./server": stat ./server: no such file or directory', '/srv', '/srv', '/srv/server'],
    [
      'exec: "bin/server": stat bin/server: no such file or directory',
      '/srv/app',
      '/srv/app/bin',
      '/srv/app/bin/server',
    ],
    ['exec: "./server": stat ./server: no such file or directory', undefined, '/srv', undefined],
    ['exec: "./server": stat ./server: no such file or directory', '/app', '/srv', undefined],
    ['exec: "server": executable file not found in $PATH', '/srv', '/srv', undefined],
  ])('is found from the working directory: %s in %s', (text, workingDirectory, path, hidden) => {
    const found = hiddenByMount([text], {
      ...at(path),
      ...(workingDirectory === undefined ? {} : { workingDirectory }),
    });
    expect(found?.id).toBe(hidden && 'mount-hides-program');
    if (hidden !== undefined) expect(found?.plain).toContain(hidden);
  });

  it('is looked for only if something is missing', () => {
    expect(mayBeHidden(explain(MISSING))).toBe(true);
    expect(mayBeHidden(explain('Essential container in task exited: container web exited with code 127'))).toBe(true);
    expect(mayBeHidden(explain('OutOfMemoryError: Container killed due to memory usage'))).toBe(false);
  });
});

describe('the reader of a failed deployment', () => {
  const mounted = EXAMPLE.replace(
    '"essential": true,',
    '"essential": true, "mountPoints": [{ "sourceVolume": "code", "containerPath": "/app" }],',
  ).replace('"family": "web",', '"family": "web", "volumes": [{ "name": "code" }],');

  it('reads of the mount first', async () => {
    const { log } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      files: { 'task-definition.json': mounted },
      change: ({ behaviours }) => (behaviours.fallback = { kind: 'cannot-start', message: MISSING }),
    });
    const error = log.split('\n').find((line) => line.startsWith('::error')) ?? '';
    expect(error).toContain('volume code is mounted at /app');
    expect(error).not.toContain('`command` or `entryPoint` is one string');
  });

  it('reads the name of a rejected working directory, and the deployment is not given up early', async () => {
    const message =
      'failed to create task for container: OCI runtime create failed: runc create failed: unable to start container process: chdir to cwd ("/srv/data") set in config.json failed: permission denied: unknown';
    const { log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ behaviours }) => (behaviours.fallback = { kind: 'cannot-start', message }),
    });
    expect(log.split('\n').find((line) => line.startsWith('::error'))).toContain('working directory /srv/data');
    expect(log).not.toContain('chmod');
    expect(writes.map(({ action }) => action)).not.toContain('StopServiceDeployment');
  });
});
