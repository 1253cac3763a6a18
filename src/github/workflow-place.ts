import type { InputName } from '../inputs/spec.ts';
import type { Origin } from '../model.ts';
import type { Files } from '../world.ts';

/** A position in a file of the repository, as an annotation takes it. */
export interface Place {
  file: string;
  line: number;
  column?: number | undefined;
  endColumn?: number | undefined;
}

/** Where the text of an input is in the workflow file: the index of its first line, and how far it is indented. */
interface Found {
  first: number;
  indent: number;
}

interface Runner {
  files: Files;
  environment: Readonly<Record<string, string | undefined>>;
  read: (input: InputName) => string;
}

/**
 * Finds the lines of the workflow file that hold the documents of inputs, so that annotations can point at them. Only a workflow
 * that is in the workspace and has the whole text exactly once gives a place.
 */
export async function readWorkflowPlaces(
  origins: readonly Origin[],
  { files, environment, read }: Runner,
): Promise<(origin: Origin) => Place | undefined> {
  const inputs = new Set(origins.flatMap((one) => (one.kind === 'input' && one.line !== undefined ? one.input : [])));
  const file = inputs.size === 0 ? undefined : workflowFile(environment);
  if (file === undefined) return () => undefined;
  const bytes = await files.read(file).catch(() => undefined);
  if (bytes === undefined) return () => undefined;
  const lines = toLines(new TextDecoder().decode(bytes));
  const found = new Map([...inputs].map((input) => [input, findOnce(toLines(read(input as InputName)), lines)]));
  return (origin) => {
    const start = origin.kind === 'input' ? found.get(origin.input) : undefined;
    if (start === undefined || origin.kind !== 'input' || origin.line === undefined) return undefined;
    const line = start.first + origin.line;
    const { column, endColumn } = lines[line - 1]?.includes('${{') === true ? {} : origin;
    const shift = (one: number | undefined): number | undefined => (one === undefined ? one : one + start.indent);
    return { file, line, column: shift(column), endColumn: shift(endColumn) };
  };
}

/** `org/repo/.github/workflows/deploy.yml@refs/heads/main`, if it is a workflow of this repository. */
function workflowFile(environment: Runner['environment']): string | undefined {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_WORKFLOW_REF: ref = '' } = environment;
  if (repository === '' || !ref.startsWith(`${repository}/`)) return undefined;
  return /^(\.github\/workflows\/[\w.-]+\.ya?ml)@/.exec(ref.slice(repository.length + 1))?.[1];
}

function toLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trimEnd());
}

/** A block scalar: the lines of the text one after the other, all indented by the same number of spaces. */
function findOnce(text: readonly string[], workflow: readonly string[]): Found | undefined {
  const from = text.findIndex((line) => line !== '');
  const wanted = text.slice(from, text.findLastIndex((line) => line !== '') + 1);
  const [first = ''] = wanted;
  if (wanted.length < 2) return undefined;
  const places = workflow.flatMap((line, index): Found[] => {
    const indent = leading(line) - leading(first);
    const isHere = indent > 0 && wanted.every((one, offset) => fits(workflow[index + offset] ?? '', one, indent));
    return isHere ? [{ first: index - from, indent }] : [];
  });
  return places.length === 1 ? places[0] : undefined;
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

/** An expression in the workflow stands for any text in the line. */
function fits(line: string, text: string, indent: number): boolean {
  if (text === '') return line === '';
  if (line.slice(0, indent).trim() !== '') return false;
  const [first = '', ...parts] = line.slice(indent).split(/\$\{\{.*?\}\}/);
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, end);
    if (found < 0) return false;
    end = found + part.length;
  }
  return text.length - last.length >= end && text.endsWith(last);
}
