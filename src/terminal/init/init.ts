import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { createAws } from '../../aws/clients.ts';
import { toDeployError } from '../../aws/failure.ts';
import { readRegion } from '../../aws/region.ts';
import { toFiles } from '../../files.ts';
import { VERSION } from '../../host.ts';
import { parseInputs } from '../../inputs/parse.ts';
import { fillPhrases } from '../../phrases.ts';
import { formatEvent, formatWarning } from '../../report/log.ts';
import { hideInText } from '../../secrets/text.ts';
import type { World } from '../../world.ts';
import { useAccount } from '../account.ts';
import { accountOptions, type OwnOptions } from '../arguments.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { HELP } from '../help.ts';
import { TERMINAL_PHRASES } from '../phrases.ts';
import { problemLines } from '../problem-lines.ts';
import type { Process, Running } from '../process.ts';
import { PATHS, toFileTexts } from './files.ts';
import { nextSteps } from './next-steps.ts';
import { readLive } from './read-live.ts';
import { secretVariables } from './secrets.ts';

interface InitOptions extends Pick<OwnOptions, 'region' | 'profile'> {
  service: string;
  cluster?: string;
  outputFolder: string;
  force?: true;
  codedeployApplication?: string;
  codedeployDeploymentGroup?: string;
}

/** `ecs-express-deploy init`: the files with which the action deploys a service that is live. */
export function initCommand({ process, end }: Running): Command {
  const command = new Command('init')
    .usage('--service <name> [flags]')
    .helpOption('-h, --help', 'Print this help')
    .allowExcessArguments(false)
    .configureHelp(HELP)
    .exitOverride()
    .showHelpAfterError('Run ecs-express-deploy init --help for the flags.')
    .requiredOption('--service <name>', 'The live service, by name or ARN')
    .option('--cluster <name>', 'Its cluster (default: default)')
    .option('--output-folder <folder>', 'The root of your repository (default: the current folder)', '.')
    .option('--force', 'Overwrite files that exist')
    .option('--codedeploy-application <name>', "If CodeDeploy deploys it: its application, unless it is the console's")
    .option('--codedeploy-deployment-group <name>', 'The same for its deployment group')
    .addHelpText(
      'after',
      `\nWrites, as far as the service needs them:\n${Object.values(PATHS)
        .map((path) => `  ${path}`)
        .join('\n')}`,
    );
  for (const option of accountOptions()) command.addOption(option);
  return command.action(async (options: InitOptions) => {
    end(await writeLive(options, process));
  });
}

async function writeLive(options: InitOptions, { env, stdout, stderr, signal, clock }: Process): Promise<number> {
  const toText = (text: string): string => `${hideInText(fillPhrases(text, TERMINAL_PHRASES))}\n`;
  const tell = (text: string): void => void stderr.write(toText(text));
  const fail = (lines: readonly string[]): number => {
    for (const line of lines) tell(line);
    return EXIT_CODES.failed;
  };
  useAccount(options, env);
  const codeDeploy = {
    'codedeploy-application': options.codedeployApplication,
    'codedeploy-deployment-group': options.codedeployDeploymentGroup,
  };
  const asked: Readonly<Record<string, string | undefined>> = {
    mode: 'watch',
    service: options.service,
    cluster: options.cluster,
    ...codeDeploy,
  };
  try {
    const { inputs } = parseInputs((name) => asked[name] ?? '');
    const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || (await readRegion());
    const live = await readLive(inputs, toWorld({ region, env, signal, clock, tell }));
    if (!('located' in live)) return fail(problemLines(live.problems));
    const texts = await toFileTexts(live, { region: region ?? '', codeDeploy });
    const taken = options.force ? [] : await existing(options.outputFolder, [...texts.keys()]);
    if (taken.length > 0)
      return fail([...taken.map((path) => `${path} exists.`), 'Nothing was written: --force overwrites.']);
    for (const [path, text] of texts) {
      const file = join(options.outputFolder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: options.force ? 'w' : 'wx' });
      stdout.write(`Wrote ${file}.\n`);
    }
    for (const line of problemLines(live.problems)) tell(line);
    for (const name of secretVariables(live)) tell(formatWarning(secretWords(name)));
    for (const line of nextSteps(live, { options, region: region ?? '', codeDeploy })) stdout.write(toText(line));
    return EXIT_CODES.succeeded;
  } catch (error) {
    const failure = toDeployError(error, { action: 'ecs:DescribeServices', doing: 'reading the live service' });
    return fail([`✖ ${failure.message} ${failure.fix}`.trim()]);
  }
}

function secretWords(name: string): string {
  return `The environment variable ${name} looks like a secret, and the file holds its value. Before you commit, move it to Secrets Manager or Parameter Store and name it under "secrets".`;
}

async function existing(folder: string, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path);
      return await access(file).then(
        () => [file],
        () => [],
      );
    }),
  );
  return found.flat();
}

interface Surrounding extends Pick<Process, 'env' | 'signal' | 'clock'> {
  region: string | undefined;
  tell: (text: string) => void;
}

function toWorld({ region, env, signal, clock, tell }: Surrounding): World {
  const options = { region, maxRetries: 3, version: VERSION, clock, environment: env, signal };
  return {
    aws: createAws(options),
    files: toFiles('.'),
    clock,
    http: async (request) => await (await import('../../http/send.ts')).send(request),
    lookUpHost: async () => 'unknown',
    signal,
    emit: (event) => tell(formatEvent(event)),
  };
}
