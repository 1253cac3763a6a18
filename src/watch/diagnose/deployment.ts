import type { DeploymentConfiguration, DeploymentLifecycleHook, ServiceDeployment } from '@aws-sdk/client-ecs';
import { hookPhaseOf, monitorOf, resourcePhaseOf } from '../../aws/service.ts';
import { lastPart } from '../../aws/arn.ts';
import { explain, type Explanation } from '../../explain/explain.ts';
import { resourceMessage, type ManagedResource } from '../../aws/resources.ts';
import { keyOf, type Finding } from './finding.ts';

const REACTIONS = /alarm|user|superseded/;

/** What the service deployment itself says: alarms, lifecycle hooks, its reason. */
export function deploymentFindings(deployment: ServiceDeployment | undefined): Finding[] {
  if (deployment === undefined) return [];
  return [...alarmFindings(deployment), ...reasonFindings(deployment), ...hookFindings(deployment)];
}

/** What ECS was to make for an Express service and could not. */
export function resourceFindings(resources: readonly ManagedResource[]): Finding[] {
  const failed = resources.filter((one) => resourcePhaseOf(one) === 'failed');
  return failed.map((one) => ({ ...finding(resourceMessage(one), []), key: `resource ${one.resource}` }));
}

/** How many failures it took, where the circuit breaker tripped. */
export function breakerFact(deployment: ServiceDeployment | undefined): string[] {
  const breaker = deployment?.deploymentCircuitBreaker;
  const { failureCount, threshold } = breaker ?? {};
  if (monitorOf(breaker) !== 'triggered' || failureCount === undefined || threshold === undefined) return [];
  return [`The circuit breaker tripped after ${failureCount} failures in a row (it trips at ${threshold}).`];
}

function alarmFindings({ alarms }: ServiceDeployment): Finding[] {
  const names = alarms?.triggeredAlarmNames ?? [];
  if (names.length === 0 && monitorOf(alarms) !== 'triggered') return [];
  const shown = names.length === 0 ? (alarms?.alarmNames ?? []) : names;
  const message = `CloudWatch alarm ${shown.join(', ')} went into ALARM during the deployment`;
  return [{ ...finding(message, []), tier: 'reaction' }];
}

function reasonFindings(deployment: ServiceDeployment): Finding[] {
  const texts = new Set(
    [deployment.rollback?.reason, deployment.statusReason].filter((text) => text !== undefined && text !== ''),
  );
  return [...texts].flatMap((text) => {
    const explanation = text === undefined ? undefined : explainReason(text, deployment);
    if (text === undefined || explanation === undefined || explanation.normal) return [];
    const isHook = explanation.id.startsWith('hook-');
    return [
      {
        ...finding(text, isHook ? hookFacts(deployment, text) : []),
        known: isHook ? hookWords(deployment.deploymentConfiguration, text) : [],
        explanation,
        tier: reasonTier(explanation),
      },
    ];
  });
}

/** A pause that somebody answered with ROLLBACK counts as a hook that failed; AWS's text does not tell the two apart. */
function explainReason(text: string, { lifecycleHookDetails = [] }: ServiceDeployment): Explanation | undefined {
  const explanation = explain(text);
  const rejected = lifecycleHookDetails.some((hook) => hook.targetType === 'PAUSE' && hookPhaseOf(hook) === 'failed');
  return rejected && explanation?.id === 'hook-failed'
    ? explain(`${text} The pause was answered with ROLLBACK.`)
    : explanation;
}

/** Alarms and people stop what goes wrong already: the crash that they answer to comes first. */
function reasonTier({ echo, id }: Explanation): Finding['tier'] {
  if (echo) return 'echo';
  return REACTIONS.test(id) ? 'reaction' : 'deployment';
}

function hookFindings(deployment: ServiceDeployment): Finding[] {
  const failed = (deployment.lifecycleHookDetails ?? []).filter((hook) =>
    ['failed', 'timed-out'].includes(hookPhaseOf(hook)),
  );
  return failed.map((detail) => {
    const { hookId } = detail;
    const hook = hookPhaseOf(detail) === 'timed-out' ? 'lifecycle hook timed out' : 'lifecycle hook failed';
    const stage = deployment.lifecycleStage ?? '';
    return {
      ...finding(
        `${deployment.lifecycleStage ?? 'DEPLOYMENT'} ${hook} (${hookId ?? 'no id'})`,
        hookFacts(deployment, stage),
      ),
      known: hookWords(deployment.deploymentConfiguration, stage),
    };
  });
}

/** The functions at the stage that a text names: ECS mostly leaves out which one failed. */
export function hookWords(configuration: DeploymentConfiguration | undefined, text: string): string[] {
  const names = hooksAt(configuration, text).flatMap(({ hookTargetArn }) => hookTargetArn ?? []);
  const functions = [...new Set(names.map(functionName))];
  if (functions.length === 0) return [];
  return [`${functions.length === 1 ? 'function' : 'functions'} at the stage: ${functions.join(', ')}`];
}

function hooksAt(configuration: DeploymentConfiguration | undefined, text: string): readonly DeploymentLifecycleHook[] {
  const words = text.split(/[^A-Z_]+/u);
  return (configuration?.lifecycleHooks ?? []).filter(({ lifecycleStages = [] }) =>
    lifecycleStages.some((stage) => words.includes(stage)),
  );
}

function functionName(arn: string): string {
  return lastPart(arn).split(':function:').at(-1)?.split(':')[0] ?? arn;
}

/** Which function or pause stands at the stage that a text names. */
function hookFacts({ deploymentConfiguration }: ServiceDeployment, text: string): string[] {
  return hooksAt(deploymentConfiguration, text).map(({ targetType, hookTargetArn, lifecycleStages = [] }) => {
    const where = `Hook at ${lifecycleStages.join(', ')}`;
    if (hookTargetArn === undefined) return `${where}: ${targetType ?? 'no target'}`;
    const name = functionName(hookTargetArn);
    return `${where}: Lambda function ${name} (${hookTargetArn}), its log group: /aws/lambda/${name}`;
  });
}

function finding(message: string, facts: string[]): Finding {
  const explanation = explain(message);
  return {
    tier: 'deployment',
    key: keyOf(explanation, message),
    message,
    count: 1,
    unit: 'event',
    explanation,
    facts,
    log: [],
  };
}
