import type { AlarmState } from '../aws/cloudwatch.ts';
import { TESTABLE_PAUSES, UNREACHED_PAUSES } from '../aws/service.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { Problem, Target } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { placeholdersOf, type MetricCheck, type Place } from '../release.ts';
import { toAfterwards } from './afterwards.ts';
import { phrase } from '../phrases.ts';

/** A service whose release is to be verified, and what is known about it. */
export interface ReleaseCheck {
  name: string;
  kind: Target['kind'];
  /** What is deployed to it; absent if someone else has started the deployment. */
  target?: Target | undefined;
  inputs: Inputs;
  /** Whether the production and the test listener are known. */
  known: { production: boolean; test: boolean; places: ReadonlyMap<string, Place> };
  metering: {
    /** Its target groups with their load balancers; absent if that is not known. */
    groups?: readonly { loadBalancerArn: string }[] | undefined;
    alarms: ReadonlyMap<string, AlarmState>;
  };
}

/** Probes that could not be sent, metrics that do not exist, and pauses that could not be answered. */
export function checkRelease(check: ReleaseCheck): Problem[] {
  return [
    ...addressProblems(check),
    ...countProblems(check),
    ...metricProblems(check),
    ...alarmProblems(check.inputs['metric-checks'] ?? [], check.metering.alarms),
    ...pauseProblems(check),
  ];
}

function addressProblems({ name, kind, inputs, known }: ReleaseCheck): Problem[] {
  const probes = inputs['smoke-test'] ?? [];
  const problems: Problem[] = [];
  const production = probes.find((probe) => placeholdersOf(probe).has('endpoint'));
  if (production !== undefined && !known.production && kind !== 'express') {
    problems.push(
      toProblem('probe-endpoint-unknown', atInput('smoke-test'), {
        message: `The probe ${production.url} needs {endpoint}, but no listener of a load balancer is known that leads to ${name}.`,
        fix: 'Write the address of the service instead of {endpoint}.',
      }),
    );
  }
  const test = probes.find((probe) => placeholdersOf(probe).has('test-endpoint'));
  if (test === undefined) return problems;
  if (!known.test) {
    problems.push(
      toProblem('probe-endpoint-unknown', atInput('smoke-test'), {
        message: `The probe ${test.url} needs {test-endpoint}, but ${name} has no test listener.`,
        fix:
          kind === 'service'
            ? 'Set testListenerRule in the advancedConfiguration of its load balancer, or write the address instead of {test-endpoint}.'
            : 'Write the address of the test listener instead of {test-endpoint}.',
      }),
    );
  }
  if (inputs['on-pause'] === 'wait') {
    problems.push(
      toProblem('probe-never-sent', atInput('smoke-test'), {
        message: `The probe ${test.url} would never be sent: {test-endpoint} leads to the new revision only while the deployment is paused.`,
        fix: `Set ${phrase('setting', 'pause-at: POST_TEST_TRAFFIC_SHIFT')} and ${phrase('setting', 'on-pause: verify')}, or use {endpoint}.`,
      }),
    );
  }
  return problems;
}

/** Nothing would answer, and a release that nobody has tried would be rolled back. */
function countProblems({ name, target, inputs }: ReleaseCheck): Problem[] {
  const [probe] = inputs['smoke-test'] ?? [];
  if (probe === undefined || target === undefined || target.kind === 'express') return [];
  if (toAfterwards(target).desiredCount !== 0) return [];
  return [
    toProblem('probe-without-tasks', atInput('smoke-test'), {
      message: `${name} is scaled to 0 tasks, so nothing would answer the probe ${probe.url}.`,
      fix: 'Set desired-count to 1 or more, or remove smoke-test.',
    }),
  ];
}

function metricProblems({ name, target, inputs, metering }: ReleaseCheck): Problem[] {
  const checks = (inputs['metric-checks'] ?? []).filter(({ kind }) => kind === 'metric');
  const [first] = checks;
  if (first === undefined) return [];
  const { groups } = metering;
  if (groups?.length === 0) {
    return [
      toProblem('metric-without-load-balancer', atInput('metric-checks'), {
        message: `The check "${first.text}" needs a load balancer, but ${name} has none.`,
        fix: 'Use an alarm on a metric of the application: "alarm NAME".',
      }),
    ];
  }
  // Network load balancers count no requests (docs: elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics).
  if (groups?.some(({ loadBalancerArn }) => loadBalancerArn.includes(':loadbalancer/net/')) === true) {
    return [
      toProblem('metric-without-load-balancer', atInput('metric-checks'), {
        message: `The check "${first.text}" needs an Application Load Balancer, but that of ${name} is a Network Load Balancer, which counts no requests.`,
        fix: 'Use an alarm on a metric of the application: "alarm NAME".',
      }),
    ];
  }
  const compared = checks.find((check) => check.kind === 'metric' && check.limit.kind === 'old');
  const shifts = shiftsGradually(target);
  if (compared === undefined || shifts !== false) return [];
  return [
    toProblem('metric-without-comparison', atInput('metric-checks'), {
      message: `The check "${compared.text}" compares the new revision with the old one, but the deployment of ${name} never lets both take production traffic from target groups of their own.`,
      fix: 'Use a fixed limit (5xx-rate < 1%, p99 < 800ms), or deployment-strategy canary or linear.',
    }),
  ];
}

/** Whether old and new revision share the production traffic for a while; undefined if that is not known here. */
function shiftsGradually(target: Target | undefined): boolean | undefined {
  if (target?.kind !== 'service') return undefined;
  return ['CANARY', 'LINEAR'].includes(toAfterwards(target).deployment.strategy ?? 'ROLLING');
}

/** The alarms of checks, by their states. */
export function alarmProblems(checks: readonly MetricCheck[], alarms: ReadonlyMap<string, AlarmState>): Problem[] {
  return checks.flatMap((check): Problem[] => {
    if (check.kind !== 'alarm') return [];
    const state = alarms.get(check.name);
    if (state === undefined) {
      const fix = `Create the alarm ${check.name}, or correct its name in metric-checks.`;
      const message = `The alarm "${check.name}" does not exist in CloudWatch.`;
      return [toProblem('alarm-missing', atInput('metric-checks'), { message, fix })];
    }
    if (state !== 'alarm') return [];
    return [
      toProblem('alarm-in-alarm', atInput('metric-checks'), {
        message: `The alarm "${check.name}" is in ALARM already. It is not held against the deployment in flight, but the release fails unless the alarm is OK within 7 minutes after its success.`,
        fix: `Deploy once the alarm is OK again, unless this deployment is what makes it OK.`,
      }),
    ];
  });
}

function pauseProblems({ target, inputs, known: { places } }: ReleaseCheck): Problem[] {
  if (inputs['on-pause'] !== 'verify' || target === undefined) return [];
  const stages = pausesOf(target);
  if (stages.length === 0) return [withoutPause(target)];
  const problems = stages
    .filter((stage) => UNREACHED_PAUSES.includes(stage))
    .map((stage) =>
      toProblem('pause-not-verified', atInput('on-pause'), {
        message: `${target.name} pauses at ${stage}, where the new revision gets no traffic, so ${phrase('setting', 'on-pause: verify')} has nothing to verify.`,
        fix: `Take ${stage} out of pause-at; the first stage with traffic is POST_TEST_TRAFFIC_SHIFT.`,
      }),
    );
  const reached = (inputs['smoke-test'] ?? []).filter(
    (probe) => !placeholdersOf(probe).has('endpoint') && places.get(probe.url) !== 'production',
  );
  const stage = stages.find((one) => TESTABLE_PAUSES.includes(one));
  if (stage !== undefined && reached.length === 0 && inputs['metric-checks'] === undefined) {
    problems.push(
      toProblem('pause-not-verified', atInput('smoke-test'), {
        message: `${target.name} pauses at ${stage}, where the production listener still leads to the old revision, so no probe would verify the new one.`,
        fix: 'Add a probe of {test-endpoint}.',
      }),
    );
  }
  return problems;
}

function withoutPause(target: Target): Problem {
  const fixes: Record<Target['kind'], string> = {
    service: `Set ${phrase('setting', 'pause-at: POST_TEST_TRAFFIC_SHIFT')}; a pause needs deployment-strategy blue-green, linear or canary. Without a pause, leave on-pause out: the probes are sent after the deployment succeeded.`,
    express:
      'Leave on-pause out: Express deployments do not pause, and the probes are sent after the deployment succeeded.',
    codedeploy:
      'Let the deployment group wait before it reroutes traffic (deploymentReadyOption), or leave on-pause out: the probes are sent after the deployment succeeded.',
  };
  return toProblem('pause-not-verified', atInput('on-pause'), {
    message: `${phrase('input', 'on-pause')} is "verify", but the deployment of ${target.name} does not pause.`,
    fix: fixes[target.kind],
  });
}

/** The stages at which it will pause. */
function pausesOf(target: Target): string[] {
  switch (target.kind) {
    case 'express':
      return [];
    case 'codedeploy':
      return target.group.readyWaitMinutes > 0 ? ['before CodeDeploy reroutes the traffic'] : [];
    case 'service': {
      const { strategy = 'ROLLING', lifecycleHooks = [] } = toAfterwards(target).deployment;
      if (strategy === 'ROLLING') return [];
      return lifecycleHooks
        .filter(({ targetType }) => targetType === 'PAUSE')
        .flatMap(({ lifecycleStages = [] }) => lifecycleStages.map(String));
    }
  }
}
