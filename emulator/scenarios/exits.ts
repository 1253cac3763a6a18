import { failingWeb, type WebFailure } from './failing-web.ts';

const UNLICENSED = ['listening on 8080', 'Error: the licence server does not answer'];

const EXITS: WebFailure[] = [
  {
    name: 'out-of-memory',
    title: 'the container needs more memory than it has',
    does: { kind: 'oom', afterSeconds: 5, logLines: ['loading model (412 MB)'] },
  },
  {
    name: 'exec-format',
    title: 'the program is built for ARM64, but the task is X86_64',
    does: { kind: 'exits', exitCode: 255, logLines: ['exec /app/server: exec format error'] },
  },
  {
    name: 'command-not-found',
    title: 'the shell does not find the command',
    does: { kind: 'exits', exitCode: 127, logLines: ['/bin/sh: 1: gunicorn: not found'] },
  },
  {
    name: 'command-not-executable',
    title: 'the start script is not executable',
    does: { kind: 'exits', exitCode: 126, logLines: ['/bin/sh: 1: /app/start.sh: Permission denied'] },
  },
  {
    name: 'ends-with-zero',
    title: 'the essential container does its work and exits with code 0',
    does: { kind: 'exits', exitCode: 0, logLines: ['migrated 12 tables', 'done'] },
  },
  {
    name: 'segmentation-fault',
    title: 'the program crashes with a segmentation fault',
    does: { kind: 'exits', exitCode: 139, logLines: ['loading native module'] },
  },
  {
    name: 'killed',
    title: 'the program is killed from within its container',
    does: { kind: 'exits', exitCode: 137, logLines: ['worker 4 timed out'] },
  },
  {
    name: 'dies-after-40-s',
    title: 'the program dies after 40 s, before the first health check of the load balancer',
    does: { kind: 'exits', exitCode: 1, afterSeconds: 40, logLines: UNLICENSED },
    given: ({ home }) => {
      for (const group of home.targetGroups) group.intervalSeconds = 60;
    },
  },
  {
    name: 'dies-once-healthy',
    title: 'the program passes its health checks and dies after 40 s',
    does: { kind: 'exits', exitCode: 1, afterSeconds: 40, logLines: UNLICENSED },
  },
  {
    name: 'slow-start',
    title: 'the image takes twenty minutes to arrive',
    does: { kind: 'slow', startSeconds: 1200 },
  },
  {
    name: 'cannot-start-entrypoint',
    title: 'the entry point is not in the image',
    does: {
      kind: 'cannot-start',
      message:
        'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/entrypoint.sh": stat /app/entrypoint.sh: no such file or directory: unknown',
    },
  },
  {
    name: 'runtime-timeout',
    title: 'the container runtime cannot start the container in time',
    does: {
      kind: 'cannot-start',
      error: 'ContainerRuntimeTimeoutError',
      message: 'Could not transition to running; timed out after waiting 1m: <nil>',
    },
  },
];

export const exits = EXITS.map(failingWeb);
