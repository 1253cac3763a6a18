import { Command, InvalidArgumentError, Option } from 'commander';
import { INPUTS, type InputName } from '../inputs/spec.ts';
import type { InputSpec } from '../inputs/table/input-spec.ts';
import type { Mode } from '../model.ts';
import { BUG, EXIT_CODES, USAGE_ERROR } from './exit-codes.ts';
import { HELP } from './help.ts';
import { inFlags } from './in-flags.ts';
import { MODE_WORDS } from './mode-words.ts';
import { OWN_DEFAULTS } from './own-defaults.ts';

/** What the command line asks for: a mode, the inputs as the action would get them, and what only a terminal has. */
export interface AskedRun {
  mode: Mode;
  inputs: Partial<Record<InputName, string>>;
  own: OwnOptions;
}

/** Flags that no input of the action stands for. */
export interface OwnOptions {
  json?: true | undefined;
  region?: string | undefined;
  profile?: string | undefined;
  summaryFile?: string | undefined;
  reportFile?: string | undefined;
  outputsFile?: string | undefined;
}

interface Handlers {
  version: string;
  run: (asked: AskedRun) => Promise<void>;
}

/** The command line: one command for each mode, with a flag for each input of the table. */
export function toProgram({ version, run }: Handlers): Command {
  const program = new Command('ecs-express-deploy')
    .description(
      'Deploys containers to Amazon ECS (classic and Express), follows the deployment and says why it failed.',
    )
    .version(version, '-v, --version', 'Print the version')
    .helpOption('-h, --help', 'Print this help')
    .helpCommand('help [command]', 'Print the help of a command')
    .showHelpAfterError(
      'The mode comes first, then its flags: ecs-express-deploy --help lists the modes, <mode> --help the flags.',
    )
    .configureHelp(HELP)
    .usage('<mode> [flags]')
    .commandsGroup('Modes:')
    .exitOverride()
    .addHelpText('after', `\n${exitCodesText()}`);
  for (const mode of Object.keys(MODE_WORDS) as Mode[]) {
    program.addCommand(modeCommand(mode, { name: `${program.name()} ${mode}`, own: ownOptions(), run }));
  }
  return program;
}

interface ModeCommand<Own> {
  /** The whole of it, as it is typed. */
  name: string;
  /** Its flags besides the inputs. */
  own: readonly Option[];
  run: (asked: Omit<AskedRun, 'own'> & { own: Own }) => Promise<void>;
}

/** A command with a flag for each input of the table. */
export function modeCommand<Own extends object>(mode: Mode, { name: whole, own, run }: ModeCommand<Own>): Command {
  const command = new Command(mode)
    .description(MODE_WORDS[mode])
    .usage('[flags]')
    .helpOption('-h, --help', 'Print this help')
    .allowExcessArguments(true)
    .configureHelp(HELP)
    .exitOverride()
    .showHelpAfterError(`Run ${whole} --help for the flags.`);
  const names = (Object.keys(INPUTS) as InputName[]).filter((name) => name !== 'mode');
  for (const name of names) for (const option of inputOptions(name, command)) command.addOption(option);
  for (const option of own) command.addOption(option);
  command.addHelpText('after', '\nThe inputs are those of the action: docs/inputs.md describes each in full.');
  return command.action(async (options: Own & Partial<Record<string, string | false>>) => {
    if (command.args.length > 0) command.error(ONLY_FLAGS, { code: 'commander.excessArguments' });
    const inputs = names.flatMap((name) => {
      const value = options[attributeOf(name)];
      return value === undefined ? [] : [[name, value === false ? 'false' : value] as const];
    });
    await run({ mode, inputs: Object.fromEntries(inputs), own: options });
  });
}

/** Without the words themselves: one that lost its flag may be a secret. */
const ONLY_FLAGS =
  'error: A value stands without its flag. Write --service before the name of a service, and repeat a flag for each of its values.';

function inputOptions(name: InputName, command: Command): Option[] {
  const spec: InputSpec = INPUTS[name];
  const option = new Option(flagOf(name, spec), describe(name, spec)).helpGroup(`${spec.group}:`);
  if (spec.onlyIn === 'github') {
    const parse = (): never =>
      command.error(`error: --${name} works only in a GitHub Actions step; leave it out here.`, {
        code: 'ecs-express-deploy.onlyInGitHub',
      });
    return [option.hideHelp().preset('true').argParser(parse)];
  }
  // For shell completion alone: whether a value is one of them is for the parser of inputs to say, with all other mistakes.
  if (spec.type === 'choice') option.argChoices = [...spec.choices];
  const parse = isList(spec) ? joinLines : once;
  option.argParser<string>(parse);
  if (spec.type === 'boolean') option.preset('true');
  const mode = command.name() as Mode;
  const isOfMode = mode === 'check' || spec.modes === undefined || spec.modes.includes(mode);
  if (!isOfMode) option.hideHelp();
  if (spec.type !== 'boolean' || spec.default !== 'true') return [option];
  const negated = new Option(`--no-${name}`).helpGroup(`${spec.group}:`).hideHelp();
  return [option, negated];
}

function flagOf(name: string, spec: InputSpec): string {
  if (spec.type === 'boolean') return `--${name} [true|false]`;
  const choices = spec.type === 'choice' ? spec.choices.join('|') : undefined;
  const value = spec.type === 'choice' ? 'choice' : spec.type === 'text' ? textOf(name) : PLACEHOLDERS[spec.type];
  return `--${name} <${choices !== undefined && choices.length <= LONGEST_CHOICES ? choices : value}>`;
}

/** The flags are the left column of `--help`: one long list would push all descriptions off the screen. */
const LONGEST_CHOICES = 24;

/** What a text is, by the end of its flag's name. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^preview$/, 'number'],
  [/^image$/, 'image'],
  [/^image-tag$/, 'tag'],
  [/^directory$/, 'folder'],
  [/^cpu$/, 'units'],
  [/^memory$/, 'size'],
  [/-threshold$/, 'count'],
  [/-arn$|^repository-credentials$/, 'arn'],
  [/-path$/, 'path'],
  [/-version$/, 'version'],
  [/^cluster$|-(?:application|config|family|group|name)$/, 'name'],
];

function textOf(name: string): string {
  return TEXTS.find(([end]) => end.test(name))?.[1] ?? 'text';
}

const PLACEHOLDERS: Record<Exclude<InputSpec['type'], 'choice' | 'boolean' | 'text'>, string> = {
  document: 'file',
  integer: 'number',
  names: 'name',
  lines: 'line',
  words: 'command',
  pairs: 'key=value',
  probes: 'url',
  'metric-checks': 'check',
  'json-array': 'json',
  'json-object': 'json',
};

/** Lists are given line by line, so a repeated flag is one more line. */
function isList({ type }: InputSpec): boolean {
  return ['names', 'lines', 'pairs', 'probes', 'metric-checks'].includes(type);
}

function joinLines(value: string, before: string | undefined): string {
  return before === undefined ? value : `${before}\n${value}`;
}

function once(value: string, before: string | undefined): string {
  return before === undefined ? value : refuse('It was given twice.');
}

function refuse(why: string): never {
  throw new InvalidArgumentError(why);
}

/** A word that is an input; the JSON of the API, and what stands in parentheses, have keys of the same names. */
const INPUT_IN_TEXT = new RegExp(
  `(?<!JSON of |\\()\`(${Object.keys(INPUTS)
    .filter((name) => /^[a-z]+$/.test(name))
    .join('|')})\``,
  'g',
);

/** The first sentence without its Markdown; the whole is a page. */
function describe(name: InputName, spec: InputSpec): string {
  const { description } = spec;
  const value = OWN_DEFAULTS[name] ?? spec.default;
  const [sentence = description] = /^(?:`[^`]*`|[^`])*?\.(?=\s|$)/s.exec(description) ?? [];
  const text = sentence
    .replaceAll(/ \(\[[^\]]*\]\([^)]*\)\)/g, '')
    .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
    .replaceAll(/`mode: ([a-z-]+)`/g, '$1')
    .replaceAll(INPUT_IN_TEXT, '--$1')
    .replaceAll('`', '')
    .replace(/\.$/, '')
    .replaceAll(/, which is all that the runner can pass|(?<= ends) the step/g, '')
    .replaceAll(/\bthe (?:step|job)\b|\bthis step\b/g, 'the command')
    .replaceAll(/\ba later job\b/g, 'a later command');
  const choices = spec.type === 'choice' && !flagOf('', spec).includes('|') ? `: ${spec.choices.join(', ')}` : '';
  const isTold = value === undefined || value === 'false' || value.startsWith('${{');
  return inFlags(text) + choices + (isTold ? '' : ` (default: ${value})`);
}

const OWN_GROUP = 'Command line:';

/** Which account and Region the calls go to. */
export function accountOptions(): Option[] {
  return [
    new Option('--region <region>', 'AWS Region; otherwise AWS_REGION or the profile decides'),
    new Option('--profile <name>', 'Profile of ~/.aws/config; keys in the environment are ignored then'),
  ].map((option) => option.helpGroup(OWN_GROUP));
}

function ownOptions(): Option[] {
  return [
    ...accountOptions(),
    new Option('--json', 'Print one JSON object a line: each event, then the report (docs/report.schema.json)'),
    new Option('--summary-file <file>', 'Write the summary to this file as Markdown'),
    new Option('--report-file <file>', 'Write the JSON report to this file'),
    new Option('--outputs-file <file>', 'Write the outputs to this file as KEY=value lines (a dotenv file)'),
  ].map((option) => option.helpGroup(OWN_GROUP));
}

/** How commander names what it parsed: `--log-lines` is `logLines`. */
function attributeOf(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function exitCodesText(): string {
  const codes = Map.groupBy(Object.entries(EXIT_CODES), ([, code]) => code);
  const lines = [...codes].map(([code, kinds]) => [code, kinds.map(([kind]) => kind).join(', ')] as const);
  const own = [
    [USAGE_ERROR, 'wrong flags or arguments'],
    [BUG, 'a bug in this program; check the service'],
  ] as const;
  const all = [...lines, ...own].toSorted(([one], [other]) => one - other);
  return ['Exit codes:', ...all.map(([code, words]) => `  ${String(code).padEnd(4)} ${words}`)].join('\n');
}
