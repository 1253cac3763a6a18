import { liveTaskDefinition, revisionToReturnTo } from '../../aws/service.ts';
import type { ServiceReport } from '../../model.ts';
import type { World } from '../../world.ts';
import { protectDeployed, type Protection } from '../protect/after.ts';
import { planProtection } from '../protect/planned.ts';
import type { Done, Piece } from './piece.ts';

/** Each service that succeeded, whatever became of the others. */
export async function protectAll(done: readonly Done[], world: World): Promise<Protection> {
  const deployed = done.flatMap(({ piece, services }) =>
    services.map((report) => ({
      report,
      located: piece.draft.located.find(({ name, cluster }) => name === report.service && cluster === report.cluster),
      inputs: piece.asked.inputs,
    })),
  );
  return await protectDeployed(deployed, world);
}

/** `services` are the reports of all pieces, in their order. */
export async function planProtected(
  { pieces, services }: { pieces: readonly Piece[]; services: readonly ServiceReport[] },
  world: World,
): Promise<Protection> {
  const decided = pieces.flatMap((piece) => piece.decided.map((one) => ({ one, inputs: piece.asked.inputs })));
  const planned = decided.flatMap(({ one, inputs }, index) => {
    const report = services[index];
    if (report === undefined) return [];
    const { target, work, existing } = one;
    const back = revisionToReturnTo(target.service);
    const now = target.live?.arn ?? liveTaskDefinition(target.service);
    const after = work.kind === 'register-and-update' ? existing : now;
    const live = { taskDefinitionArn: after, images: report.images };
    return [{ report, live, previous: { taskDefinitionArn: back === after ? undefined : back }, inputs }];
  });
  return await planProtection(planned, world);
}
