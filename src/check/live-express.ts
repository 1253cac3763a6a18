import { newestConfiguration } from '../aws/express.ts';
import { isSameRole } from '../aws/same.ts';
import type { InputName } from '../inputs/spec.ts';
import type { ExpressTarget, Problem, TaskDefinition } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { toContext } from './context.ts';
import { fargateRules } from './fargate.ts';
import type { LiveContext } from './live-context.ts';

/** Express keeps what an update leaves out, so half of a pair may be live (docs: API_UpdateExpressGatewayService). */
export function* expressSettingRules({ target, originOf, inputs }: LiveContext): Iterable<Problem> {
  if (target.kind !== 'express') return;
  yield* scaling({ target, originOf, inputs });
  yield* size(target, originOf);
  yield* infrastructureRole(target, inputs['infrastructure-role-arn']);
}

type ScalingContext = Pick<LiveContext, 'originOf' | 'inputs'> & { target: ExpressTarget };

/** If both come from inputs, they are checked against each other before anything is read. */
function* scaling({ target, originOf, inputs }: ScalingContext): Iterable<Problem> {
  if (inputs['min-task-count'] !== undefined && inputs['max-task-count'] !== undefined) return;
  const asked = target.call.request.scalingTarget;
  const live = newestConfiguration(target.express?.activeConfigurations)?.scalingTarget;
  const [min, max] = [asked?.minTaskCount ?? live?.minTaskCount, asked?.maxTaskCount ?? live?.maxTaskCount];
  if (asked === undefined || min === undefined || max === undefined || min <= max) return;
  const changed = (now: number | undefined, before: number | undefined): string => (now === before ? ' (live)' : '');
  yield toProblem('express-scaling', originOf(max === live?.maxTaskCount ? 'min-task-count' : 'max-task-count'), {
    message: `Express service "${target.name}" would scale from ${min}${changed(min, live?.minTaskCount)} to ${max}${changed(max, live?.maxTaskCount)} tasks: the minimum is above the maximum.`,
    fix: `Set min-task-count to ${max} or less, or max-task-count to ${min} or more.`,
  });
}

/** In image mode no template has both sizes: one may be requested and the other live. */
function* size(target: ExpressTarget, originOf: LiveContext['originOf']): Iterable<Problem> {
  const { cpu: askedCpu, memory: askedMemory } = target.call.request;
  const live = newestConfiguration(target.express?.activeConfigurations);
  const [cpu, memory] = [askedCpu ?? live?.cpu, askedMemory ?? live?.memory];
  if ((askedCpu === undefined && askedMemory === undefined) || cpu === undefined || memory === undefined) return;
  const definition: TaskDefinition = {
    family: target.name,
    containerDefinitions: [],
    networkMode: 'awsvpc',
    cpu,
    memory,
  };
  const input: InputName = askedMemory === undefined ? 'cpu' : 'memory';
  const context = toContext({ definition, locate: () => originOf(input), launchType: 'FARGATE' }, definition);
  yield* fargateRules(context);
}

/** Express is created with this role, and no update can change it. */
function* infrastructureRole({ name, express }: ExpressTarget, asked: string | undefined): Iterable<Problem> {
  const live = express?.infrastructureRoleArn;
  if (asked === undefined || live === undefined || isSameRole(live, asked)) return;
  yield toProblem('express-infrastructure-role', atInput('infrastructure-role-arn'), {
    message: `Express service "${name}" keeps the infrastructure role that it was created with (${live}); the input has no effect.`,
    fix: `Set infrastructure-role-arn to ${live}.`,
  });
}
