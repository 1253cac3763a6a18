import { allowancesOf, type Allowance } from './allowances.ts';
import { judge, isWrite, judgeWhole, type Cell } from './judge.ts';
import { MATRIX_FAULTS, type Fault } from './faults.ts';
import { tryOut, type Tried } from './run.ts';
import type { MatrixUse } from './uses.ts';

/** Of a fault that does not choose a call. */
export const EVERY_CALL = 'every call';

/** A call that broke, how, and what is wrong with what the run made of it. */
export interface Result {
  use: string;
  action: string;
  fault: string;
  outcome: string;
  green: boolean;
  findings: string[];
  /** What the judge let pass. */
  allowed: Allowance[];
  /** The annotations of the run. */
  told: string[];
}

export interface Row {
  use: MatrixUse;
  whole: Tried;
  cells: Cell[];
}

/** Runs a use without a fault: what it calls is what can break. */
export async function record(use: MatrixUse): Promise<Row> {
  const whole = await tryOut(use);
  const findings = judgeWhole(use, whole);
  if (findings.length > 0) throw new Error(`${use.name}: ${findings.join('; ')}\n${whole.log}`);
  const actions = [...new Set(whole.calls)].toSorted();
  const ofCalls = actions.flatMap((action) =>
    MATRIX_FAULTS.filter((fault) => strikes(fault, action)).map((fault) => ({
      use,
      action,
      fault,
    })),
  );
  const ofTheRun = MATRIX_FAULTS.filter((fault) => fault.ofTheRun).map((fault) => ({ use, action: EVERY_CALL, fault }));
  return { use, whole, cells: [...ofCalls, ...ofTheRun] };
}

export async function tryCell(cell: Cell, whole: Tried): Promise<Result> {
  const tried = await tryOut(cell.use, (world) => cell.fault.inflict(world, cell.action));
  return {
    use: cell.use.name,
    action: cell.action,
    fault: cell.fault.id,
    outcome: tried.outputs['outcome'] ?? '',
    green: tried.exitCode === 0,
    findings: judge(cell, whole, tried),
    allowed: allowancesOf(cell, whole, tried),
    told: tried.log.split('\n').filter((line) => /^::(?:error|warning)/.test(line)),
  };
}

function strikes({ ofTheRun, readsOnly, writesOnly }: Fault, action: string): boolean {
  return !ofTheRun && !(isWrite(action) ? readsOnly : writesOnly);
}
