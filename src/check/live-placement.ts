import type { Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { launchTypeOf } from './afterwards.ts';
import type { LiveContext } from './live-context.ts';

const MOST_STRATEGIES = 5;
const CONSTRAINTS = 'placementConstraints';
const STRATEGY = 'placementStrategy';

/** Where tasks may be placed on container instances, which Fargate has none of (docs: API_PlacementStrategy, API_PlacementConstraint). */
export function* placementRules(context: LiveContext): Iterable<Problem> {
  const { target, after } = context;
  if (target.kind !== 'service') return;
  const constraints = target.settings[CONSTRAINTS] ?? target.service.placementConstraints ?? [];
  const strategies = target.settings[STRATEGY] ?? target.service.placementStrategy ?? [];
  const at = (path: Path, message: string, fix: string): Problem =>
    toProblem('placement', context.document?.locate(path) ?? context.originOf('service-definition'), { message, fix });
  const isOnFargate = launchTypeOf(after) === 'FARGATE';
  for (const [field, list] of [
    [CONSTRAINTS, constraints],
    [STRATEGY, strategies],
  ] as const) {
    if (!isOnFargate || list.length === 0) continue;
    yield at(
      [field],
      `Service "${target.name}" runs on Fargate, where ECS rejects "${field}": there are no container instances to choose from, and Fargate itself spreads the tasks over Availability Zones.`,
      `Remove "${field}".`,
    );
  }
  if (after.isDaemon && strategies.length > 0) {
    yield at(
      [STRATEGY],
      `Service "${target.name}" is a DAEMON service, which has a task on every container instance, so ECS rejects "${STRATEGY}".`,
      `Remove "${STRATEGY}".`,
    );
  }
  if (strategies.length > MOST_STRATEGIES) {
    yield at(
      [STRATEGY],
      `"${STRATEGY}" has ${strategies.length} entries, and ECS takes ${MOST_STRATEGIES}.`,
      `Leave out ${strategies.length - MOST_STRATEGIES} of them.`,
    );
  }
  for (const [index, { type, field = '' }] of strategies.entries()) {
    if (type === 'random' && field !== '') {
      yield at([STRATEGY, index, 'field'], 'A placement strategy "random" has no field.', 'Remove "field".');
    }
    if (type === 'binpack' && !/^(?:cpu|memory)$/i.test(field)) {
      yield at(
        [STRATEGY, index, 'field'],
        `A placement strategy "binpack" packs by CPU or memory, not by ${field === '' ? 'nothing' : `"${field}"`}.`,
        'Set "field" to "cpu" or "memory".',
      );
    }
  }
  for (const [index, { type, expression = '' }] of constraints.entries()) {
    if (type !== 'distinctInstance' || expression === '') continue;
    yield at(
      [CONSTRAINTS, index, 'expression'],
      'A placement constraint "distinctInstance" has no expression.',
      'Remove "expression", or set "type" to "memberOf".',
    );
  }
}
