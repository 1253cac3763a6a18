import { permissionsOf } from '../../aws/policy.ts';
import type { Permission, Use } from '../../aws/permissions.ts';
import { INPUTS, type InputName } from '../../inputs/spec.ts';
import type { InputSpec, ServiceKind } from '../../inputs/table/input-spec.ts';
import type { Asked } from '../../modes/asked.ts';

type Question = Pick<Asked, 'inputs' | 'given' | 'document'>;

/** What kind of service the inputs are for; without a sign of another one, a classic service. */
export function kindOf({ inputs, given, document }: Question): ServiceKind {
  const isOnlyFor = (kind: ServiceKind): boolean =>
    given.some((name) => {
      const { services }: InputSpec = INPUTS[name];
      return services?.length === 1 && services[0] === kind;
    });
  if (inputs['service-type'] === 'express' || document?.kind === 'express') return 'express';
  if (inputs['service-type'] === 'auto' && isOnlyFor('express')) return 'express';
  return isOnlyFor('codedeploy') ? 'codedeploy' : 'classic';
}

/** Inputs that need more than the mode does. */
const BESIDES: readonly (readonly [InputName, readonly Use[]])[] = [
  ['run-task', ['run-task']],
  ['provenance-tags', ['provenance-tags']],
  ['keep-revisions', ['keep-revisions']],
  ['schedules', ['schedules']],
  ['suspend-auto-scaling', ['suspend-auto-scaling']],
  ['protect-images', ['protect-images']],
  ['smoke-test', ['smoke-test', 'rollback']],
  ['metric-checks', ['metric-checks', 'rollback']],
];

/** The rows of the table of permissions that this mode needs with these inputs. */
export function permissionsFor(question: Question): Permission[] {
  const { inputs, given } = question;
  const kind = kindOf(question);
  const besides = BESIDES.filter(([name]) => given.includes(name) && inputs[name] !== false).flatMap(
    ([, uses]) => uses,
  );
  const needed = permissionsOf([...ofMode(question, kind), ...besides]);
  // Looking at an Express service takes a call of its own, in every mode but delete.
  const looksAtExpress = kind === 'express' && !['delete', 'register', 'run-task'].includes(inputs.mode);
  const look = permissionsOf(['express']).filter(({ action }) => looksAtExpress && action === EXPRESS_LOOK);
  return [...new Set([...needed, ...look])];
}

const EXPRESS_LOOK = 'ecs:DescribeExpressGatewayService';

function ofMode({ inputs, document }: Question, kind: ServiceKind): Use[] {
  const { mode } = inputs;
  const withKind = (own: Use): Use[] => (kind === 'codedeploy' ? [own, 'codedeploy'] : [own]);
  switch (mode) {
    case 'check':
      return [];
    case 'deploy': {
      const creates: Use[] = kind === 'classic' && document !== undefined ? ['create'] : [];
      return [kind === 'classic' ? 'deploy' : kind, ...creates];
    }
    case 'rollback':
      return kind === 'express' ? ['rollback', 'express'] : withKind(mode);
    case 'delete':
      return [inputs.preview === 'closed' ? 'sweep' : 'delete'];
    case 'register':
    case 'run-task':
      return [mode];
    case 'plan':
    case 'watch':
    case 'continue':
    case 'stop':
      return withKind(mode);
  }
}
