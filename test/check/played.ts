import type { Problem } from '../../src/model.ts';
import { play } from '../scenarios/play.ts';
import { asInputs, type Example } from './example.ts';

type Request = Parameters<typeof play>[0];

interface Situation extends Omit<Request, 'scenario'> {
  scenario?: string;
  /** What the docs show in place of a value that is too long to be read. */
  shown?: Request['inputs'];
}

/** A whole step on the emulator, for what only a service or a deployment brings up. */
export function played(note: string, { shown, ...request }: Situation): Example {
  return {
    note,
    ...asInputs({ ...request.inputs, ...shown }),
    find: async () => {
      const { report } = await play({ scenario: 'classic-healthy', ...request });
      return (JSON.parse(withoutIds(report)) as { problems: Problem[] }).problems;
    },
  };
}

/** What a deploy would say: only its plan is made, because a warning stops no step. */
export function deployed(note: string, { inputs, ...situation }: Situation): Example {
  const shown = asInputs({ ...inputs, ...situation.shown });
  return { ...played(note, { ...situation, inputs: { ...inputs, mode: 'plan' } }), ...shown };
}

/** The emulator makes its ids up in turn: what the docs show must not change with every call that it learns. */
function withoutIds(report: string): string {
  const ids = new Map<string, string>();
  return report.replaceAll(/\b[A-Za-z\d]{16,21}\b/g, (word) => {
    if (![/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(word))) return word;
    if (!ids.has(word)) ids.set(word, `${ids.size + 1}a2b3c4d`);
    return ids.get(word) ?? word;
  });
}
