import type { Files, RollbackGuide } from '../world.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A workflow in the repository that rolls back, and its workflow_dispatch inputs. */
interface RollbackWorkflow {
  file: string;
  inputs: readonly string[];
}

const FOLDER = '.github/workflows';
/** More workflows than any repository has; each is a file to read. */
const MOST_FILES = 100;
const ACTION = 'ecs-express-deploy';

/** How a reader starts a rollback: with a workflow of the repository if it has one, else as documented. */
export async function readRollbackWorkflow(files: Files, environment: Environment): Promise<RollbackGuide | undefined> {
  if (environment['GITHUB_ACTIONS'] !== 'true') return undefined;
  const workflow = await findWorkflow(files, environment);
  const url = pageUrl(environment);
  if (workflow === undefined)
    return () => ({ link: url === undefined ? undefined : { label: 'How to roll back', url } });
  return (values) => {
    const flags = Object.entries(values).filter(([name]) => workflow.inputs.includes(name));
    const given = flags.map(([name, value]) => ` -f ${name}=${value}`).join('');
    const listed = Object.entries(values).map(([name, value]) => `\`${name}: ${value}\``);
    const command = `gh workflow run ${workflow.file}${given}`;
    return { how: `start the rollback workflow with ${listed.join(', ')}: \`${command}\`` };
  };
}

async function findWorkflow(files: Files, environment: Environment): Promise<RollbackWorkflow | undefined> {
  const names = await files.list(FOLDER).catch((): string[] => []);
  const workflows = names.filter((name) => /^[\w.-]+\.ya?ml$/.test(name)).toSorted();
  for (const file of workflows
    .toSorted((one, other) => Number(isNamed(other)) - Number(isNamed(one)))
    .slice(0, MOST_FILES)) {
    const text = await files.read(`${FOLDER}/${file}`).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => '',
    );
    if (!/rollback/i.test(text) && !isNamed(file)) continue;
    const inputs = await readInputs(text, { named: isNamed(file), action: environment['GITHUB_ACTION_REPOSITORY'] });
    if (inputs !== undefined) return { file, inputs };
  }
  return undefined;
}

function isNamed(file: string): boolean {
  return /^rollback\.ya?ml$/i.test(file);
}

/** The inputs of a workflow that can be started by hand and rolls back; undefined for any other. */
async function readInputs(
  text: string,
  { named, action }: { named: boolean; action: string | undefined },
): Promise<string[] | undefined> {
  const { parse } = await import('yaml');
  let workflow: unknown;
  try {
    workflow = parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch {
    return undefined;
  }
  const on = at(workflow, 'on');
  const starts = on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch'));
  const dispatch = at(on, 'workflow_dispatch');
  if (!starts && dispatch === undefined) return undefined;
  const steps = values(at(workflow, 'jobs')).flatMap((job) => values(at(job, 'steps')));
  const rollsBack = named || at(workflow, 'name') === 'rollback' || steps.some((step) => isRollback(step, action));
  return rollsBack ? Object.keys(record(at(dispatch, 'inputs'))) : undefined;
}

/** `mode: rollback`, or a mode chosen when the workflow is started. */
function isRollback(step: unknown, action: string | undefined): boolean {
  const uses = text(at(step, 'uses'));
  const isOurs =
    uses.includes(`/${ACTION}@`) || (action !== undefined && action !== '' && uses.startsWith(`${action}@`));
  const mode = text(at(at(step, 'with'), 'mode'));
  return isOurs && (mode === 'rollback' || /\$\{\{.*inputs/.test(mode));
}

/** The documentation of the running version of this action. */
export function docsUrl(environment: Environment): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref, GITHUB_SERVER_URL: server } = environment;
  if (!repository) return undefined;
  return `${server || 'https://github.com'}/${repository}/blob/${ref || 'HEAD'}/docs`;
}

function pageUrl(environment: Environment): string | undefined {
  const docs = docsUrl(environment);
  return docs === undefined ? undefined : `${docs}/rollback.md`;
}

function at(value: unknown, key: string): unknown {
  const found = record(value)[key];
  return found === null ? {} : found;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function values(value: unknown): unknown[] {
  return Object.values(record(value));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
