import type { Problem } from '../model.ts';

/** If one of several services cannot be worked on, it holds up the others: the fix says which to leave out. */
export function tellToLeaveOut(problems: Problem[], services: readonly string[]): Problem[] {
  const isStuck = (name: string): boolean => problems.some((problem) => stuckService(problem) === name);
  const [free, stuck] = [services.filter((name) => !isStuck(name)), services.filter(isStuck)];
  if (free.length === 0) return problems;
  const leave = `To continue with ${listed(free)}, remove ${listed(stuck)} from \`service\`.`;
  return problems.map((problem) =>
    stuckService(problem) === undefined ? problem : { ...problem, fix: `${leave} ${problem.fix}` },
  );
}

function stuckService({ severity, origin }: Problem): string | undefined {
  return severity === 'error' && origin.kind === 'service' ? origin.service : undefined;
}

function listed(names: string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}
