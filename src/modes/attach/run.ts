import { quietOnceCancelled, unlessCancelled } from '../../cancel.ts';
import { beforeWrites } from '../../deadline.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import type { Problem, Report, ServiceReport } from '../../model.ts';
import { isVerified } from '../../release.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { overall, refusal } from '../overall.ts';
import type { Protection } from '../protect/after.ts';
import { attach } from '../in-flight/attach.ts';
import { findAttachments, toDeploying, type Attachment } from '../in-flight/find.ts';
import type { OtherModes } from '../other-modes.ts';

/** The same story, entered at the step that follows a deployment, because someone else started it. */
export async function runAttached(asked: Asked, world: World, others: OtherModes): Promise<Report> {
  const startedAt = world.clock.now();
  const untouchedYet = { signal: world.signal, when: 'during the checks', left: 'nothing was changed' };
  const finding = beforeWrites(quietOnceCancelled(world), (bounded) => find(asked, bounded));
  const found = await unlessCancelled(untouchedYet, finding);
  const problems = [...asked.problems, ...withoutEchoes(found.problems, asked.bad)];
  const refused = refusal(problems, asked.inputs.checks);
  const attachments = refused === undefined ? found.attachments : [];
  const { mode } = asked.inputs;
  if (mode !== 'watch' && attachments.length > 0) world.deploying?.(attachments.map(toDeploying));
  const services = await Promise.all(attachments.map((one) => follow(one, { asked, others }, world)));
  const outcome = refused ?? overall(services);
  const { protectedImages, advice } = await protectContinued({ asked, attachments, services }, world);
  return {
    mode,
    outcome,
    startedAt,
    finishedAt: world.clock.now(),
    problems: [...problems, ...advice],
    registered: [],
    services,
    protectedImages,
  };
}

/** Who ends a deployment at its last pause is the one who knows that it succeeded. */
async function protectContinued(
  { asked: { inputs }, attachments, services }: { asked: Asked; attachments: Found[]; services: ServiceReport[] },
  world: World,
): Promise<Protection> {
  if (inputs.mode !== 'continue' || !inputs['protect-images']) return { protectedImages: undefined, advice: [] };
  const { protectDeployed } = await import('../protect/after.ts');
  const deployed = services.map((report, index) => ({
    report,
    located: attachments[index]?.attached.located,
    inputs,
  }));
  return await protectDeployed(deployed, world);
}

/** Who continues a deployment answers for the release like the one who started it. */
interface Found extends Attachment {
  verification?: Verification | undefined;
}

async function find(asked: Asked, world: World): Promise<{ attachments: Found[]; problems: Problem[] }> {
  const { inputs } = asked;
  const { attachments, problems } = await findAttachments(asked, world);
  if (inputs.mode !== 'continue' || !isVerified(inputs)) return { attachments, problems };
  const { prepareVerification } = await import('../release/prepare.ts');
  const prepared = await Promise.all(
    attachments.map(async (attachment) => {
      const { name, kind, service } = attachment.attached.located;
      const subject = { name, kind, loadBalancers: service?.loadBalancers ?? [] };
      return { attachment, ...(await prepareVerification(subject, inputs, world)) };
    }),
  );
  return {
    attachments: prepared.map(({ attachment, verification }) => ({ ...attachment, verification })),
    problems: [...problems, ...prepared.flatMap((one) => one.problems)],
  };
}

async function follow(
  { verification, ...attachment }: Found,
  { asked, others }: { asked: Asked; others: OtherModes },
  world: World,
): Promise<ServiceReport> {
  const report = await attach({ ...attachment, verification }, asked.inputs, world);
  if (verification === undefined) return report;
  const { verifySuccess } = await import('../release/verified.ts');
  const place = attachment.attached.located;
  return await verifySuccess(report, { verification, place, isCreated: false, asked, others }, world);
}
