import type { ContainerDefinition, Service } from '@aws-sdk/client-ecs';
import { lacksTool } from '../../explain/bare-images.ts';
import { checkForm } from '../../explain/check-form.ts';
import { answersLate } from '../../explain/answer-time.ts';
import { askedPath, checkAnswer, checksHost, checksWrong, listensWrong } from '../../explain/listening.ts';
import { explainLine, type LastWords } from '../../explain/log.ts';
import type { CauseId } from '../../explain/patterns.ts';
import { repeatedComplaint } from '../../explain/repeated.ts';
import { isStillStarting, readStartUp, roomFor } from '../../explain/start-up.ts';
import type { Evidence } from '../../explain/weigh.ts';
import type { Finding } from './finding.ts';
import { balancerOf } from './health.ts';
import type { StoppedGroup } from './stopped.ts';

/** Everything that speaks for a cause of one failure; the ranking decides. */
export function evidenceOf({ finding, group, said, lines, container, service }: ReadLog): Evidence[] {
  const { explanation } = finding;
  const notReached = NOT_REACHED.has(explanation?.id ?? '');
  const port = notReached ? askedPort({ finding, container, group, service }) : undefined;
  const wrong = port === undefined ? undefined : listensWrong(lines, port);
  const slow = explainStart({ finding, group, lines, container, service });
  const late = lateForBalancer({ finding, lines });
  const again = said === undefined && explanation?.id === FAILS ? repeatedComplaint(lines) : undefined;
  const tool = group.failedContainerCheck ? wrongCheck(lines, container) : undefined;
  return [
    { source: 'stop-reason', explanation, sure: true },
    ...(said === undefined
      ? []
      : [
          {
            source: said.kind === 'waiting' ? ('waiting' as const) : ('log' as const),
            explanation: said.explanation,
            line: said.line,
            index: said.index,
            sure: speaks({ finding, group, said }),
          },
        ]),
    ...(again === undefined ? [] : [{ source: 'waiting' as const, ...again, sure: true }]),
    ...(wrong === undefined ? [] : [{ source: 'listening' as const, explanation: explainLine(wrong), sure: true }]),
    ...(slow === undefined ? [] : [slow]),
    ...(late === undefined ? [] : [late]),
    ...(tool === undefined
      ? []
      : [{ source: 'definition' as const, explanation: explainLine(tool), words: tool, sure: true }]),
  ];
}

/** A failure, and what its log says. */
export interface ReadLog {
  finding: Finding;
  group: StoppedGroup;
  said: LastWords | undefined;
  lines: readonly string[];
  container: ContainerDefinition;
  service: Service | undefined;
}

/** A start that took longer than ECS waited: two numbers that prove each other. */
function explainStart({ finding, group, lines, container, service }: Omit<ReadLog, 'said'>): Evidence | undefined {
  const id = finding.explanation?.id ?? '';
  const atBalancer = NOT_REACHED.has(id) || ANSWERS.has(id) || (id === MISSING && deploysLate(lines));
  if (!atBalancer && !group.failedContainerCheck) return undefined;
  const start = readStartUp(lines, group.tasks[0]?.startedAt);
  if (start === undefined && NOT_REACHED.has(id)) return explainUnfinished({ group, lines, service });
  if (start === undefined) return undefined;
  const words = group.failedContainerCheck
    ? slowContainer(start.seconds, container)
    : slowBehindBalancer(start.seconds, service);
  if (words === undefined) return undefined;
  const index = lines.findIndex((line) => line.trim() === start.line);
  return { source: 'start-up', explanation: explainLine(words), line: start.line, index, sure: true };
}

/** It began to start, and did not say that it was ready while it lived. */
function explainUnfinished({
  group,
  lines,
  service,
}: Pick<ReadLog, 'group' | 'lines' | 'service'>): Evidence | undefined {
  const [{ startedAt, stoppingAt, stoppedAt } = {}] = group.tasks;
  const end = stoppingAt ?? stoppedAt;
  if (startedAt === undefined || end === undefined || !isStillStarting(lines)) return undefined;
  const seconds = Math.round((end.getTime() - startedAt.getTime()) / 1000);
  const grace = service?.healthCheckGracePeriodSeconds ?? 0;
  if (seconds < Math.max(1, grace)) return undefined;
  const words = `still starting after ${seconds} s, grace period ${grace} s, take ${roomFor(seconds * 1.5)} s`;
  return { source: 'start-up', explanation: explainLine(words), sure: true };
}

function slowBehindBalancer(seconds: number, service: Service | undefined): string | undefined {
  const grace = service?.healthCheckGracePeriodSeconds ?? 0;
  if (seconds <= grace) return undefined;
  return `ready after ${seconds} s, grace period ${grace} s, 0 s of checks, take ${roomFor(seconds)} s`;
}

/** Failures in the first `startPeriod` seconds do not count; after it, `retries` in a row do. */
function slowContainer(seconds: number, { healthCheck }: ContainerDefinition): string | undefined {
  const { interval = 30, retries = 3, startPeriod = 0 } = healthCheck ?? {};
  if (healthCheck === undefined || seconds <= startPeriod + interval * (retries - 1)) return undefined;
  const wanted = Math.min(300, roomFor(seconds));
  return `container is ready after ${seconds} s, start period ${startPeriod} s, ${interval * retries} s of checks, set ${wanted} s`;
}

/** What the definition and the log show to be wrong with the container's own health check. */
function wrongCheck(lines: readonly string[], container: ContainerDefinition): string | undefined {
  const { command = [] } = container.healthCheck ?? {};
  return (
    checkForm(command) ??
    missingTool(lines, container) ??
    lacksTool(container.image ?? '', command) ??
    checksWrong(lines, command) ??
    checksHost(lines, command) ??
    checkAnswer(lines, command) ??
    lateAnswer(lines, container)
  );
}

/** The log shows that each request of the check took longer than it waits (default: API/HealthCheck). */
function lateAnswer(lines: readonly string[], { healthCheck }: ContainerDefinition): string | undefined {
  const path = askedPath(healthCheck?.command ?? []);
  const timeout = healthCheck?.timeout ?? 5;
  return path === undefined ? undefined : lateWords('health check', { lines, path, timeout });
}

function lateWords(
  who: string,
  { lines, path, timeout }: { lines: readonly string[]; path: string; timeout: number },
): string | undefined {
  const seconds = answersLate(lines, path, timeout);
  if (seconds === undefined) return undefined;
  const wanted = Math.min(60, Math.ceil(seconds * 2));
  return `${who} waits ${timeout} s for ${path}, answered after ${Math.round(seconds * 10) / 10} s; take ${wanted} s`;
}

/** The load balancer gave up, and the log shows that its requests were answered, but later. */
function lateForBalancer({ finding, lines }: Pick<ReadLog, 'finding' | 'lines'>): Evidence | undefined {
  if (finding.explanation?.id !== ('target-timeout' satisfies CauseId)) return undefined;
  const { path, seconds } =
    finding.facts
      .map(
        (fact) =>
          /^Health check: \w{1,10} GET (?<path>\/\S{0,300}) on .{1,80} within (?<seconds>\d{1,3}) s/u.exec(fact)
            ?.groups,
      )
      .find((found) => found !== undefined) ?? {};
  if (path === undefined) return undefined;
  const words = lateWords('load balancer', { lines, path, timeout: Number(seconds) });
  return words === undefined ? undefined : { source: 'definition', explanation: explainLine(words), words, sure: true };
}

/** `curl: not found` in the log, and curl in the health check. */
function missingTool(lines: readonly string[], { healthCheck, image = '' }: ContainerDefinition): string | undefined {
  const tools =
    (healthCheck?.command ?? []).join(' ').match(/\b(?:curl|wget|nc|pg_isready|grpc_health_probe)\b/gu) ?? [];
  const missing = tools.find((tool) =>
    lines.some((line) => new RegExp(`\\b${tool}: (?:command )?not found`, 'u').test(line)),
  );
  return missing === undefined
    ? undefined
    : `health check calls ${missing}, which the image ${image || 'of the container'} lacks`;
}

/** The port of the container that the load balancer uses; several target groups may reach several ports. */
export function askedPort({
  finding,
  container,
  group,
  service,
}: Pick<ReadLog, 'finding' | 'container' | 'group' | 'service'>): number | undefined {
  const checked = finding.facts
    .map((fact) => CHECKS_APART.exec(fact)?.groups?.['port'])
    .find((one) => one !== undefined);
  if (checked !== undefined) return Number(checked);
  const own = group.targetGroup === undefined ? undefined : balancerOf(group.targetGroup, service);
  return (own ?? service?.loadBalancers?.find(({ containerName }) => containerName === container.name))?.containerPort;
}

/** A health check on a port of its own, not that of the container: health.ts writes it into the facts. */
const CHECKS_APART = /^Health check: .{1,400}? on port (?<port>\d{1,5})\b/u;

/** Application servers answer 404 until they have deployed the application: Undertow and Liberty listen long before. */
function deploysLate(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /\bWFLY(?:SRV|UT)\d{4}\b|\bCWWK[FOZ]\d{4}I\b|\bPayara\b|\bGlassFish\b/u.test(line.slice(0, 500)),
  );
}

/** The program itself says that it cannot serve. */
const FAILS = 'target-5xx' satisfies CauseId;
const MISSING = 'target-404' satisfies CauseId;
/** The load balancer got no answer at all. */
const NOT_REACHED = new Set<string>(['target-timeout', 'target-connection-failed', 'elb-health'] satisfies CauseId[]);
/** It got an error of the program, which its log may explain. */
const ANSWERS = new Set<string>(['target-5xx', 'target-response-code', 'target-grpc'] satisfies CauseId[]);
/** It got an answer that explains itself, unless the log tells how the program takes the health check. */
const REFUSES = new Set<string>([
  'target-404',
  'target-refused',
  'target-redirect',
  'target-limited',
] satisfies CauseId[]);
const ABOUT_CHECKS = new Set<string>([
  'says-http-to-https',
  'says-tls-to-http',
  'says-host-refused',
  'says-http2-only',
  'says-index-missing',
] satisfies CauseId[]);

/** A log tells what ended a task if its program ended by itself, or if it says why it does not answer. */
function speaks({ finding, group, said }: { finding: Finding; group: StoppedGroup; said: LastWords }): boolean {
  const id = finding.explanation?.id ?? '';
  if (finding.tier === 'hopeless') return false;
  if (group.exitCode === 0)
    return said.kind === 'error' && said.isLast && (said.labelled || said.explanation !== undefined);
  if (group.exitCode !== undefined) return !ABOUT_CHECKS.has(said.explanation?.id ?? '');
  if (id === ('dependency-awaited' satisfies CauseId))
    return said.kind === 'waiting' || said.labelled || said.explanation !== undefined;
  if (REFUSES.has(id)) return ABOUT_CHECKS.has(said.explanation?.id ?? '');
  if (ANSWERS.has(id) || group.failedContainerCheck) return said.labelled || said.explanation !== undefined;
  return (
    NOT_REACHED.has(id) && (said.labelled || said.kind === 'waiting' || ABOUT_CHECKS.has(said.explanation?.id ?? ''))
  );
}
