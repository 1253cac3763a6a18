import type { Problem } from '../model.ts';

/** One of several services with which nothing can be done keeps the others waiting: the fix says which to leave out. */
export function tellToLeaveOut(problems: Problem[], services: readonly string[]): Problem[] {
  const isStuck = (name: string): boolean => problems.some((problem) => stuckService(problem) === name);
  const [free, stuck] = [services.filter((name) => !isStuck(name)), services.filter(isStuck)];
  if (free.length === 0) return problems;
  const leave = `To go on with ${listed(free)}, leave ${listed(stuck)} out of \`service\`.`;
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
