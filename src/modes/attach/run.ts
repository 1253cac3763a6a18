import { quietOnceCancelled, unlessCancelled } from '../../cancel.ts';
import { beforeWrites } from '../../deadline.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import type { Report } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { overall, refusal } from '../overall.ts';
import { attach } from '../in-flight/attach.ts';
import { findAttachments, toDeploying } from '../in-flight/find.ts';

/** The same story, entered at the step that follows a deployment, because someone else started it. */
export async function runAttached(asked: Asked, world: World): Promise<Report> {
  const startedAt = world.clock.now();
  const untouchedYet = { signal: world.signal, when: 'during the checks', left: 'nothing was changed' };
  const finding = beforeWrites(quietOnceCancelled(world), (bounded) => findAttachments(asked, bounded));
  const found = await unlessCancelled(untouchedYet, finding);
  const problems = [...asked.problems, ...withoutEchoes(found.problems, asked.bad)];
  const refused = refusal(problems, asked.inputs.checks);
  const attachments = refused === undefined ? found.attachments : [];
  const { mode } = asked.inputs;
  if (mode !== 'watch' && attachments.length > 0) world.deploying?.(attachments.map(toDeploying));
  const services = await Promise.all(attachments.map((one) => attach(one, asked.inputs, world)));
  const outcome = refused ?? overall(services);
  return { mode, outcome, startedAt, finishedAt: world.clock.now(), problems, registered: [], services };
}
