import { lastPart } from '../../aws/arn.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem } from '../../model.ts';
import { atService, toProblem } from '../../problem.ts';
import { readAttached, type Attached } from '../../plan/attached.ts';
import { credentialProblems } from '../../plan/credentials.ts';
import { tellToLeaveOut } from '../../plan/leave-out.ts';
import { locateServices, type Located } from '../../plan/locate.ts';
import { decideStep, type Action, type Step } from '../../plan/step.ts';
import type { Verification } from '../../verify/release/verification.ts';
import type { Deploying, World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { orProblems } from '../template.ts';
import { nameRevision } from './name-revision.ts';

/** A deployment that someone started, and what to do with it; nothing has been done yet. */
export interface Attachment {
  attached: Attached;
  action: Action;
  step: Step;
  /** How the release is verified, if this step is to. */
  verification?: Verification | undefined;
}

/** Finds the deployments of the services that the inputs name, and every problem before the first write. */
export async function findAttachments(
  { inputs, credentialsExpireAt }: Asked,
  world: World,
): Promise<{ attachments: Attachment[]; problems: Problem[] }> {
  const empty = { attachments: [] as Attachment[], problems: [] as Problem[] };
  const reading = { action: 'ecs:DescribeServices', doing: 'reading the services' };
  return await orProblems(empty, reading, async () => {
    const { located, problems } = await locateServices(inputs, world);
    const found = await Promise.all(located.map((one) => findAttachment(one, actionOf(inputs), world)));
    const attachments = found.flatMap((one) => ('rule' in one ? [] : [one]));
    const refused = found.flatMap((one) => ('rule' in one ? [one] : []));
    const names = located.map(({ name }) => name);
    const groups = located.flatMap(({ group }) => group ?? []);
    const session = credentialProblems(inputs, { now: world.clock.now(), expireAt: credentialsExpireAt, groups });
    return {
      attachments,
      problems: [...problems, ...tellToLeaveOut(refused, names), ...session],
    };
  });
}

function actionOf(inputs: Inputs): Action {
  if (inputs.mode === 'continue') return 'continue';
  if (inputs.mode !== 'stop') return 'watch';
  return inputs['stop-type'] === 'abort' ? 'abort' : 'roll-back';
}

/** A deployment started a moment ago may not be visible yet, and the previous one would be reported instead. */
const LOOKS = 3;
const LOOK_EVERY_MS = 3_000;

async function readLasting(located: Located, action: Action, world: World): Promise<Attached | undefined> {
  let attached = await readAttached(located, world);
  if (action !== 'watch' || located.group !== undefined) return attached;
  const { cluster, name } = located;
  for (let look = 1; look < LOOKS && attached?.over === true; look += 1) {
    await world.clock.sleep(LOOK_EVERY_MS, world.signal);
    const { services: [service] = [] } = await world.aws.ecs.describeServices({ cluster, services: [name] });
    attached = await readAttached({ ...located, service: service ?? located.service }, world);
  }
  return attached;
}

/** One service's deployment in flight, or its last one, and the call that the action needs. Read-only. */
export async function findAttachment(located: Located, action: Action, world: World): Promise<Attachment | Problem> {
  const attached = await readLasting(located, action, world);
  const isCreation = attached?.started.byTaskSet === true;
  if (attached === undefined || (isCreation && action !== 'watch')) {
    return toProblem('no-deployment', atService(located.name), {
      message: `Service "${located.name}" in cluster "${located.cluster}" has no deployment.`,
      fix: 'Start one first.',
    });
  }
  const known = await nameRevision(attached, world);
  const step = decideStep(action, known, world.clock.now());
  return 'rule' in step ? step : { attached: known, action, step };
}

/** The deployments about to be continued or stopped. */
export function toDeploying({ attached: { located, started } }: Attachment): Deploying {
  const { name, cluster } = located;
  return { name, cluster, inFlight: started.codeDeploy?.deploymentId ?? lastPart(started.deploymentArn ?? '') };
}
