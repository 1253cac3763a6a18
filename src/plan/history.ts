import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { Deployment, Service, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import {
  errorName,
  isBadCredentials,
  isDenied,
  isThrottled,
  isUnknownOperation,
  toDeployError,
} from '../aws/failure.ts';
import { codeDeployPhaseOf, type CodeDeployPhase } from '../aws/codedeploy-status.ts';
import { isOver, type Phase, phaseOf, rolloutOf } from '../aws/service.ts';
import type { CodeDeployGroup } from '../model.ts';
import type { World } from '../world.ts';
import { deploymentInFlight } from './in-progress.ts';
import type { Located } from './locate.ts';
import { newestFirst, pickDeployment } from './pick.ts';
import { phrase } from '../phrases.ts';

/** A deployment of a service that AWS remembers. */
export interface PastDeployment {
  taskDefinitionArn: string;
  end: 'succeeded' | 'failed' | 'stopped' | 'none';
  at?: Date | undefined;
  /** Its settings apart from the task definition. */
  revision?: ServiceRevision | undefined;
  /** The AppSpec that CodeDeploy deployed. */
  appSpec?: string | undefined;
}

/** What AWS remembers of the deployments of a service, newest first. */
export interface History {
  deployments: PastDeployment[];
  inFlight: boolean;
  /** Why it could not be read. */
  unread?: string;
  /** What makes it readable, as it stands inside a sentence. */
  readable?: string;
}

/** Enough to choose from. */
const ENOUGH = 10;
const PAGES = 10;
/** The limit of DescribeServiceRevisions (docs: API_DescribeServiceRevisions). */
const REVISIONS_A_CALL = 20;
const CODE_DEPLOYMENTS = 25;

/** Reads how earlier deployments ended. `unread` says what could not be read; read-only. */
export async function readHistory(
  located: Located,
  definitionOf: (appSpec: string) => Promise<string | undefined>,
  world: World,
): Promise<History> {
  const { group } = located;
  return group === undefined ? await readEcs(located, world) : await readCodeDeploy(group, definitionOf, world);
}

async function readEcs({ cluster, name, service }: Located, world: World): Promise<History> {
  const call = { action: 'ecs:ListServiceDeployments', doing: 'reading the history of the service' };
  const history: History = { deployments: [], inFlight: false };
  let nextToken: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = { cluster, service: name, nextToken };
    const read = await orUnread(() => world.aws.ecs.listServiceDeploymentsPage(query), call);
    if ('unread' in read) return { ...fromService(service), ...read };
    const briefs = newestFirst(read.value.serviceDeployments ?? []);
    const newest = page === 0 ? pickDeployment(briefs) : undefined;
    if (newest !== undefined) history.inFlight = !isOver(newest);
    const describing = { ...call, action: 'ecs:DescribeServiceRevisions' };
    const described = await orUnread(() => describe(briefs, world), describing);
    if ('unread' in described) return { ...fromService(service), ...described };
    history.deployments.push(...described.value);
    nextToken = read.value.nextToken;
    if (nextToken === undefined || proven(history) >= ENOUGH) break;
  }
  return history;
}

/** DescribeServices shows the deployments that have tasks: including the revision that a deployment in flight replaces. */
function fromService(service: Service | undefined): History {
  const deployments = (service?.deployments ?? []).flatMap(({ taskDefinition, rolloutState, createdAt }) =>
    taskDefinition === undefined
      ? []
      : [{ taskDefinitionArn: taskDefinition, end: stateEnd({ rolloutState }), at: createdAt }],
  );
  return { deployments, inFlight: deploymentInFlight(service) !== undefined };
}

function stateEnd(deployment: Deployment): PastDeployment['end'] {
  const ends = { completed: 'succeeded', failed: 'failed', running: 'none', unknown: 'none' } as const;
  return ends[rolloutOf(deployment) ?? 'unknown'];
}

function proven({ deployments }: History): number {
  const ended = deployments.filter(({ end }) => end === 'succeeded');
  return new Set(ended.map(({ taskDefinitionArn }) => taskDefinitionArn)).size;
}

async function describe(briefs: ServiceDeploymentBrief[], world: World): Promise<PastDeployment[]> {
  const arns = [...new Set(briefs.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []))];
  const revisions: ServiceRevision[] = [];
  for (let start = 0; start < arns.length; start += REVISIONS_A_CALL) {
    revisions.push(...(await world.aws.ecs.describeServiceRevisions(arns.slice(start, start + REVISIONS_A_CALL))));
  }
  const byArn = new Map(revisions.map((revision) => [revision.serviceRevisionArn, revision]));
  return briefs.flatMap(({ targetServiceRevisionArn, status, createdAt }) => {
    const revision = byArn.get(targetServiceRevisionArn);
    if (revision?.taskDefinition === undefined) return [];
    return [{ taskDefinitionArn: revision.taskDefinition, end: ENDS[phaseOf({ status })], at: createdAt, revision }];
  });
}

/** A status that this version does not know proves nothing. */
const ENDS: Record<Phase, PastDeployment['end']> = {
  succeeded: 'succeeded',
  'rolled-back': 'failed',
  'rollback-failed': 'failed',
  stopped: 'stopped',
  pending: 'none',
  running: 'none',
  stopping: 'none',
  'going-back': 'none',
  unknown: 'none',
};

/** CodeDeploy gives the AppSpec of a deployment by its digest alone (docs: API_GetDeployment). */
async function readCodeDeploy(
  { application, name, active }: CodeDeployGroup,
  definitionOf: (appSpec: string) => Promise<string | undefined>,
  world: World,
): Promise<History> {
  const history: History = { deployments: [], inFlight: active !== undefined };
  const doing = 'reading the history of the deployment group';
  const codeDeploy = await world.aws.codeDeploy();
  const query = { applicationName: application, deploymentGroupName: name, unfinished: false };
  const listed = await orUnread(() => codeDeploy.listDeployments(query), {
    action: 'codedeploy:ListDeployments',
    doing,
  });
  if ('unread' in listed) return { ...history, ...listed };
  const appSpecs = new Map<string, string | undefined>();
  const infos: DeploymentInfo[] = [];
  for (const id of listed.value.slice(0, CODE_DEPLOYMENTS)) infos.push((await codeDeploy.getDeployment(id)) ?? {});
  for (const info of infos.toSorted((a, b) => time(b.createTime) - time(a.createTime))) {
    const sha256 = info.revision?.appSpecContent?.sha256;
    if (sha256 === undefined || info.creator === 'codeDeployRollback') continue;
    if (!appSpecs.has(sha256)) {
      const read = await orUnread(() => codeDeploy.getAppSpec({ applicationName: application, sha256 }), {
        action: 'codedeploy:GetApplicationRevision',
        doing,
      });
      if ('unread' in read) return { ...history, ...read };
      appSpecs.set(sha256, read.value);
    }
    const appSpec = appSpecs.get(sha256);
    const taskDefinitionArn = appSpec && (await definitionOf(appSpec));
    if (taskDefinitionArn === undefined || taskDefinitionArn === '') continue;
    history.deployments.push({
      taskDefinitionArn,
      end: CODE_DEPLOY_ENDS[codeDeployPhaseOf(info)],
      at: info.createTime,
      appSpec,
    });
  }
  return history;
}

const CODE_DEPLOY_ENDS: Record<CodeDeployPhase, PastDeployment['end']> = {
  succeeded: 'succeeded',
  failed: 'failed',
  stopped: 'stopped',
  running: 'none',
  ready: 'none',
  unknown: 'none',
};

function time(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}

/** The history is optional: if it cannot be read, the run continues and says why. With a bad session nothing would work. */
async function orUnread<T>(
  read: () => Promise<T>,
  call: { action: string; doing: string },
): Promise<{ value: T } | { unread: string; readable: string }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (isBadCredentials(error) || isThrottled(error)) throw toDeployError(error, call);
    if (isDenied(error)) return { unread: `Not allowed to call ${call.action}.`, readable: `allow ${call.action}` };
    const why = isUnknownOperation(error) ? 'this endpoint does not support it' : errorName(error);
    const unread = `The history of the service cannot be read (${call.action}: ${why}).`;
    return { unread, readable: `run ${phrase('step')} again in a minute` };
  }
}
