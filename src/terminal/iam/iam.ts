import { Command, InvalidArgumentError, Option } from 'commander';
import { toStatements, type Policy } from '../../aws/policy.ts';
import { toFiles } from '../../files.ts';
import { parseInputs } from '../../inputs/parse.ts';
import { INPUTS, type InputName } from '../../inputs/spec.ts';
import type { Mode, Problem } from '../../model.ts';
import type { Asked } from '../../modes/asked.ts';
import { withParts } from '../../modes/parts.ts';
import { withServiceDocument } from '../../modes/service-document.ts';
import { fillPhrases } from '../../phrases.ts';
import { hideInText } from '../../secrets/text.ts';
import { accountOptions, modeCommand, type AskedRun, type OwnOptions } from '../arguments.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { HELP } from '../help.ts';
import { TERMINAL_PHRASES } from '../phrases.ts';
import { problemLines } from '../problem-lines.ts';
import type { Process, Running } from '../process.ts';
import { mergeStatements } from './merge.ts';
import { PLACEHOLDERS, readNames } from './names.ts';
import { pushStatements } from './push.ts';
import { toTrustPolicy, type Trusted } from './trust.ts';
import { kindOf, permissionsFor } from './uses.ts';

type IamOptions = Partial<Trusted> & Pick<OwnOptions, 'region'> & { policy?: true; trustPolicy?: true; push?: true };
type AskedPolicy = Omit<AskedRun, 'own'> & { own: IamOptions };

/** `ecs-express-deploy iam deploy …`: the same flags as the command that the policy is for. */
export function iamCommand({ process, end }: Running): Command {
  const command = new Command('iam')
    .usage('<mode> [flags of the mode]')
    .helpOption('-h, --help', 'Print this help')
    .helpCommand(false)
    .configureHelp(HELP)
    .commandsGroup('Modes:')
    .exitOverride()
    .showHelpAfterError('Run ecs-express-deploy iam --help for the modes. (check needs no permissions.)')
    .addHelpText('after', `\n${EXAMPLE}`);
  const modes = INPUTS.mode.choices.filter((mode): mode is Mode => mode !== 'check');
  for (const mode of modes) {
    const run = async (asked: AskedPolicy): Promise<void> => end(await printPolicies(asked, process));
    command.addCommand(
      modeCommand<IamOptions>(mode, { name: `ecs-express-deploy iam ${mode}`, own: iamOptions(), run }).description(
        `Print the policy for ${mode} with the same flags`,
      ),
    );
  }
  return command;
}

const EXAMPLE = `Example:
  ecs-express-deploy iam deploy --service web --cluster prod --task-definition task-definition.json \\
    --github ORG/REPO --branch main > policies.json`;

const GROUP = 'Policies:';

function iamOptions(): Option[] {
  const own = [
    new Option('--policy', 'Print only the policy, for aws iam put-role-policy').conflicts('trustPolicy'),
    new Option('--trust-policy', 'Print only the trust policy, for aws iam create-role; needs --github'),
    new Option('--push', 'Allow pushing the images too, for a job that builds them'),
    new Option('--github <org/repo>', 'Let jobs of this GitHub repository have the role').argParser(toRepository),
    new Option('--branch <name>', 'Only on this branch (default: main)').conflicts('environment'),
    new Option('--environment <name>', 'Only in this environment of the repository'),
    new Option('--owner-id <number>', 'Number of the owner: repositories created since 15 July 2026 send it'),
    new Option('--repository-id <number>', 'Number of the repository, for the same reason'),
  ].map((option) => option.helpGroup(GROUP));
  return [...own, ...accountOptions().filter(({ long }) => long === '--region')];
}

function toRepository(text: string): string {
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) return text;
  throw new InvalidArgumentError('It is not ORG/REPO.');
}

/** JSON alone on standard output; what there is to say about it is on standard error. */
async function printPolicies(asked: AskedPolicy, { env, stdout, stderr }: Process): Promise<number> {
  const { own } = asked;
  const tell = (text: string): void => void stderr.write(`${hideInText(fillPhrases(text, TERMINAL_PHRASES))}\n`);
  const missing = missingFlag(own);
  if (missing !== undefined) {
    tell(missing);
    return EXIT_CODES.failed;
  }
  const { parts, problems } = await readParts(asked);
  if (problems.length > 0) {
    for (const line of problemLines(problems)) tell(line);
    return EXIT_CODES.failed;
  }
  const regions = { flag: own.region, usual: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined };
  const names = await Promise.all(parts.map(async (part) => await readNames(part, { files: toFiles('.'), regions })));
  const statements = parts.map((part, index) => toStatements(permissionsFor(part), names[index]!));
  const pushes = own.push ? names.map(pushStatements) : [];
  const policy: Policy = { Version: '2012-10-17', Statement: mergeStatements([...statements, ...pushes].flat()) };
  const { github } = own;
  const trustPolicy = github === undefined ? undefined : toTrustPolicy({ ...own, github }, names[0]!);
  const all = { policy, ...(trustPolicy === undefined ? {} : { trustPolicy }) };
  const text = JSON.stringify(own.policy ? policy : own.trustPolicy ? trustPolicy : all, undefined, 2);
  stdout.write(`${text}\n`);
  for (const note of notesOn(text, { own, parts })) tell(note);
  return EXIT_CODES.succeeded;
}

function missingFlag({ github, trustPolicy, ownerId, repositoryId }: IamOptions): string | undefined {
  if (trustPolicy && github === undefined) return '--trust-policy needs --github ORG/REPO.';
  if ((ownerId === undefined) !== (repositoryId === undefined)) return 'Give both --owner-id and --repository-id.';
  return undefined;
}

/** What the command line asks for, with what its files say; a manifest asks for several services. */
async function readParts({ mode, inputs }: AskedPolicy): Promise<{ parts: Asked[]; problems: Problem[] }> {
  const { directory, image } = inputs;
  // A folder needs a tag, which the policy does not depend on.
  const tag = directory !== undefined && image === undefined ? { 'image-tag': 'TAG' } : {};
  const known: AskedPolicy['inputs'] = { ...tag, ...inputs };
  const read = (name: InputName): string => (name === 'mode' ? mode : (known[name] ?? ''));
  const world = { files: toFiles('.') };
  const asked: Asked = parseInputs(read);
  const whole = await withParts(asked, { read }, world);
  const parts = await Promise.all((whole.parts ?? [whole]).map(async (part) => await withServiceDocument(part, world)));
  // What is left out may be given later; what is wrong or cannot be read would be in the policy.
  const isWrong = [whole, ...parts].some(({ bad }) => bad.size > 0) || parts.length === 0;
  const problems = [whole, ...parts].flatMap((part) => part.problems.filter(({ severity }) => severity === 'error'));
  return { parts, problems: isWrong ? [...new Set(problems)] : [] };
}

function notesOn(text: string, { own, parts }: { own: IamOptions; parts: readonly Asked[] }): string[] {
  const used = Object.entries(PLACEHOLDERS).filter(([name]) => new RegExp(`[:/]${name}[:/"]`).test(text));
  const isGuessed = parts.some((part) => part.inputs['service-type'] === 'auto' && kindOf(part) === 'classic');
  const withPolicy = !own.trustPolicy;
  return [
    ...used.map(([name, words]) => `Replace ${name} with ${words}.`),
    ...(isGuessed && withPolicy && ABOUT_SERVICES.includes(parts[0]?.inputs.mode ?? 'check') ? [GUESSED] : []),
    ...(parts.some(mayHaveTaskRole) && withPolicy ? [TASK_ROLE] : []),
    ...(own.github !== undefined && !own.policy && own.ownerId === undefined ? [withoutIds(own.github)] : []),
    nextStep(own),
  ];
}

/** Modes whose permissions depend on the kind of service. */
const ABOUT_SERVICES: readonly Mode[] = ['deploy', 'plan', 'rollback', 'watch', 'continue', 'stop'];

const GUESSED =
  'This is for a classic service that ECS deploys. For an Express service add --service-type express; for one that CodeDeploy deploys, --codedeploy-application.';

/** An Express service without a task definition of one's own; only AWS knows what it has. */
function mayHaveTaskRole(part: Asked): boolean {
  const { inputs } = part;
  return (
    inputs.mode === 'deploy' && kindOf(part) === 'express' && !inputs['task-definition'] && !inputs['task-role-arn']
  );
}

const TASK_ROLE = 'If the tasks have a role of their own, add --task-role-arn.';

function withoutIds(github: string): string {
  return `Repositories created since 15 July 2026 send IDs in the subject: for one of these add --owner-id and --repository-id (gh api repos/${github} --jq '.owner.id, .id').`;
}

/** What to do with the output. The role has the name that the documents and the workflow of `init` give it. */
function nextStep({ policy, trustPolicy, github }: IamOptions): string {
  if (policy) return `Next: save this as policy.json and run \`${PUT_POLICY}\`.`;
  if (trustPolicy) return `Next: save this as trust.json and run \`${CREATE_ROLE}\`.`;
  const trust =
    github === undefined ? '' : `add --trust-policy, save the output as trust.json and run \`${CREATE_ROLE}\`; then `;
  return `Next: ${trust}add --policy, save the output as policy.json and run \`${PUT_POLICY}\`.`;
}

const CREATE_ROLE = 'aws iam create-role --role-name deploy --assume-role-policy-document file://trust.json';
const PUT_POLICY =
  'aws iam put-role-policy --role-name deploy --policy-name deploy --policy-document file://policy.json';
