import { isDenied } from '../../aws/failure.ts';
import { newestConfiguration } from '../../aws/express.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { LiveDefinition, Problem } from '../../model.ts';
import { definitionOf } from '../../modes/appspec.ts';
import { appSpecOfRollback } from '../../modes/rollback/appspec.ts';
import { readDefinition } from '../../modes/template.ts';
import { readOwnGroups } from '../../plan/express-network.ts';
import { readHistory } from '../../plan/history.ts';
import { locateServices, type Located } from '../../plan/locate.ts';
import { fillAppSpec } from '../../render/appspec.ts';
import type { World } from '../../world.ts';

/** A live service, as far as the files need it. */
export interface LiveService {
  located: Located;
  /** Absent if ECS manages it: Express in image mode. */
  definition?: LiveDefinition | undefined;
  /** For CodeDeploy: the AppSpec, with the words that the revision takes the place of. */
  appSpec?: unknown;
  /** Whether Application Auto Scaling sets its count. */
  isScaled: boolean;
  problems: Problem[];
}

const REVISION = '<TASK_DEFINITION>';

/** Reads the service that the inputs name, or says why it cannot be read. */
export async function readLive(inputs: Inputs, world: World): Promise<LiveService | { problems: Problem[] }> {
  const { located: found, problems } = await locateServices(inputs, world);
  const [located] = found;
  if (located === undefined || problems.length > 0) return { problems };
  const { service, express } = located;
  const configuration = newestConfiguration(express?.activeConfigurations);
  const revision = configuration?.taskDefinitionArn ?? liveTaskDefinition(service);
  const definition = revision === undefined ? undefined : await readDefinition(revision, world);
  const ownSecurityGroups = await readOwnGroups(express, { inputs: { ...inputs, subnets: [] }, world });
  const spec = located.kind === 'codedeploy' ? await readAppSpec(located, inputs, world) : { problems: [] };
  return {
    located: { ...located, ownSecurityGroups },
    definition: isOfExpress(located, definition) ? undefined : definition,
    isScaled: located.kind !== 'express' && (await isScaled(located, world)),
    ...spec,
  };
}

/** Express does not say whether it made a revision itself, so the family decides. */
function isOfExpress({ kind, cluster, name }: Located, definition: LiveDefinition | undefined): boolean {
  return kind === 'express' && definition?.definition.family === `${cluster}-${name}`;
}

async function readAppSpec(located: Located, inputs: Inputs, world: World) {
  const { service } = located;
  const history = await readHistory(
    located,
    async (text) => await definitionOf(text, service?.taskDefinition ?? ''),
    world,
  );
  const question = { located, history, taskDefinitionArn: service?.taskDefinition ?? '', inputs };
  const { appSpec, problems } = await appSpecOfRollback(question, world);
  return { appSpec: JSON.parse(fillAppSpec(appSpec, REVISION)) as unknown, problems };
}

/** Without the permission the count is written, as it is. */
async function isScaled({ cluster, name }: Located, world: World): Promise<boolean> {
  try {
    return (await (await world.aws.scaling()).describeTarget({ cluster, service: name })) !== undefined;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}
