import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { invisibleWords } from '../invisible.ts';
import { nearest } from './nearest.ts';
import { INPUTS, type InputName } from './spec.ts';
import { phrase } from '../phrases.ts';

/** An input that action.yml does not declare: GitHub only warns, and the step would continue without it. */
export interface Unknown {
  problem: Problem;
  /** The input that was meant: it was given, but under the wrong name. */
  meant?: InputName | undefined;
}

/** A likely misspelling is an error; any other name may come from a variable `INPUT_…` of the job, and is a warning. */
export function unknownInputs(names: readonly string[]): Unknown[] {
  const known = Object.keys(INPUTS);
  const isKnown = new Set(known.map((name) => name.toLowerCase()));
  return [...new Set(names.map((name) => name.toLowerCase()))]
    .filter((name) => name !== '' && !isKnown.has(name))
    .map((name) => {
      const near = nearest(name, known, Math.min(3, Math.floor(name.length / 3)));
      return { problem: unknownInput(name, near), meant: near as InputName | undefined };
    });
}

function unknownInput(name: string, near: string | undefined): Problem {
  const fix = near === undefined ? `Remove it${replacement(name)}` : `Did you mean "${near}"? Rename it.`;
  const unseen = invisibleWords(name);
  const message = `This action has no input "${name}"${unseen === undefined ? '' : `: its name ${unseen}`}.`;
  const found = toProblem('unknown-input', atInput(name), { message, fix });
  return near === undefined ? found : { ...found, severity: 'error' };
}

/** Settings that people look for here, and where they belong. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'aws-region': `Set ${phrase('region-setting')}, or the environment variable AWS_REGION.`,
  region: `Set ${phrase('region-setting')}, or the environment variable AWS_REGION.`,
  'role-to-assume': `Set ${phrase('role-setting')}.`,
  'aws-access-key-id': phrase('log-in'),
  'aws-secret-access-key': phrase('log-in'),
};

function replacement(name: string): string {
  const elsewhere = ELSEWHERE[name];
  return elsewhere === undefined ? '.' : `. ${elsewhere}`;
}
