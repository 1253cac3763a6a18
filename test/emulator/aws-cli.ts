import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { addCluster } from '../../emulator/clusters.ts';
import { addService } from '../../emulator/services.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld, type World } from '../../emulator/world.ts';

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * What the Python of the AWS CLI reads at its start: sleeps move the emulator's clock; and where it is asked to serve, it runs
 * one command after the other, because to load the AWS CLI takes longer than any command.
 */
const AT_START = `import io, json, os, sys, time, urllib.request
def sleep(seconds):
    body = json.dumps({"milliseconds": seconds * 1000}).encode()
    urllib.request.urlopen(urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + "/_emulator/advance", body))
time.sleep = sleep

def run(words):
    from awscli.clidriver import create_clidriver
    try:
        return create_clidriver().main(words)
    except SystemExit as end:
        return end.code

def serve():
    pipe, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        os.environ.update(asked["env"])
        sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        code = run(asked["words"])
        out, errors = (stream.buffer.getvalue().decode() for stream in (sys.stdout, sys.stderr))
        print(json.dumps({"code": code, "stdout": out, "stderr": errors}), file=pipe, flush=True)
    os._exit(0)

if os.environ.pop("SERVE_AWS_CLI", None):
    serve()
`;

/** The CLI that brings a Python of its own sleeps in real time, so the emulator's time runs and runs fast. */
const bringsItsPython = execFileSync('aws', ['--version'], { encoding: 'utf8' }).includes(' exe/');
const TIME = bringsItsPython ? ({ time: 'real', speed: 600 } as const) : ({ time: 'virtual' } as const);

/** An emulator, and what runs commands against it in a folder of their own. */
export async function startForCli(world: World): Promise<{
  directory: string;
  run: (command: string, ...words: string[]) => Promise<Run>;
  /** The AWS CLI. */
  aws: (...words: string[]) => Promise<Run>;
}> {
  const emulator = await startEmulator({ world, ...TIME });
  onTestFinished(() => emulator.close());
  const directory = mkdtempSync(join(tmpdir(), 'second-opinion-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'sitecustomize.py'), AT_START);
  const own = {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: world.home.name,
    AWS_DEFAULT_REGION: world.home.name,
    AWS_PAGER: '',
  };
  const env = { ...process.env, ...own, NODE_OPTIONS: '', PYTHONPATH: directory };
  const run = (command: string, ...words: string[]): Promise<Run> =>
    new Promise((resolve) => {
      execFile(command, words, { env }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
      });
    });
  const aws = async (...words: string[]): Promise<Run> =>
    await (bringsItsPython ? run('aws', ...words) : ask({ words, env: own }, env));
  return { directory, run, aws };
}

let server: ReturnType<typeof serve> | undefined;

/** One command of a Python that has the AWS CLI loaded. */
async function ask(question: { words: string[]; env: Record<string, string> }, env: NodeJS.ProcessEnv): Promise<Run> {
  server ??= serve(env);
  server.write(`${JSON.stringify(question)}\n`);
  const { value, done } = await server.answers.next();
  if (done) throw new Error('the AWS CLI ended');
  return JSON.parse(value) as Run;
}

/** It ends with the process that asks it. */
function serve(env: NodeJS.ProcessEnv) {
  const { stdin, stdout } = spawn('aws', [], {
    env: { ...env, SERVE_AWS_CLI: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return { answers, write: (text: string) => stdin.write(text) };
}

interface Order {
  account: string;
  region: string;
  cluster: string;
  /** As the file holds it, without an image. */
  definition: string;
}

/** A world with a service of two tasks behind a load balancer, made from a task definition that asks for an image. */
export function createWorldOf({ account, region: name, cluster, definition }: Order) {
  const world = createWorld({ account, region: name });
  const region = world.home;
  const first = JSON.parse(definition.replace('__IMAGE_URI__', 'order:v1')) as {
    family: string;
    containerDefinitions: [{ name: string; portMappings: [{ containerPort: number }] }];
  };
  const [{ name: containerName, portMappings }] = first.containerDefinitions;
  addCluster(region, cluster);
  region.logGroups.set(`/ecs/${first.family}`, new Map());
  const targets = addTargetGroup(region, { name: first.family, intervalSeconds: 10, deregistrationDelaySeconds: 30 });
  registerTaskDefinition(region, first);
  addService(region, {
    cluster,
    serviceName: first.family,
    taskDefinition: first.family,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName, containerPort: portMappings[0].containerPort }],
  });
  world.clock.advance(3_600_000);
  world.behaviours.byImage.set('order:v1', { kind: 'healthy' });
  return { world, targetGroup: targets.arn };
}
