import { phaseOf } from '../../aws/service.ts';
import { isEndStatus } from '../../aws/codedeploy-status.ts';
import { describePause, openPauses } from '../../explain/pause.ts';
import type { DeployEvent, HookState, ServiceReport } from '../../model.ts';
import { formatDuration } from '../../duration.ts';
import { formatTime } from '../time-of-day.ts';
import { codeSpan, escapeMarkdown, prose } from '../escape.ts';
import { inWords } from '../names.ts';
import { alert } from './alert.ts';
import { capped, counted, folded, table } from './table.ts';

const ROWS = 60;

/** A deployment that waits for a person, in GitHub's yellow box: where it is paused, until when, and what happens then. */
export function pauseAlert(service: ServiceReport): string {
  const pauses = openPauses(service);
  if (pauses.length === 0) return '';
  const lines = pauses.map((hook) => `${prose(`Paused ${describePause(hook)}.`)} Hook ${codeSpan(hook.id)}.`);
  return alert('WARNING', ['**The deployment is paused until someone continues it.**', ...lines]);
}

/** One row for each stage of a deployment that shifts traffic: how long it took, where the traffic went at its end, what its hooks returned. */
export function progressSection(service: ServiceReport): string {
  const stages = toStages(service);
  if (stages.length === 0) return '';
  const { shown, hidden } = capped(
    stages.map((stage) => stageRow(stage, service)),
    ROWS,
  );
  const body = table(['Stage', 'Started (UTC)', 'Took', 'Production', 'Test', 'Hooks'], shown);
  const rest = hidden === 0 ? '' : `\n\n… and ${counted(hidden, 'more stage')}.`;
  return folded(counted(stages.length, 'stage'), body + rest, service.outcome.kind !== 'succeeded');
}

interface Stage {
  name: string;
  from: Date;
  /** Absent while it lasts. */
  to?: Date;
  production?: number | undefined;
  test?: number | undefined;
  bakesUntil?: Date | undefined;
  failed?: boolean;
  hooks: Map<string, HookState>;
}

function toStages({ timeline }: ServiceReport): Stage[] {
  const stages: Stage[] = [];
  let traffic: Pick<DeployEvent & { kind: 'traffic' }, 'production' | 'test'> = {};
  for (const event of timeline) {
    const last = stages.at(-1);
    switch (event.kind) {
      case 'stage':
        if (last !== undefined) last.to ??= event.at;
        if (last !== undefined && event.failure !== undefined && last.name === event.stage) {
          last.failed = true;
          break;
        }
        stages.push({ name: event.stage, from: event.at, ...traffic, hooks: new Map() });
        break;
      case 'traffic':
        traffic = { production: event.production, test: event.test };
        if (last !== undefined && last.to === undefined) Object.assign(last, traffic);
        break;
      case 'bake':
        if (last !== undefined) last.bakesUntil = event.until;
        break;
      case 'hook':
        holderOf(stages, event.hook)?.hooks.set(event.hook.id, event.hook);
        break;
      case 'status':
        if (last === undefined || !isTurn(event.status)) break;
        last.to ??= event.at;
        if (!isEndStatus(event.status)) stages.push({ name: event.status, from: event.at, hooks: new Map() });
        break;
      default:
    }
  }
  return stages;
}

/** A result may be seen one stage late. */
function holderOf(stages: Stage[], { id }: HookState): Stage | undefined {
  return stages.find(({ hooks }) => hooks.has(id)) ?? stages.at(-1);
}

/** The deployment ends, or rolls back. */
function isTurn(status: string): boolean {
  return isEndStatus(status) || ['going-back', 'stopping'].includes(phaseOf({ status }));
}

function stageRow(stage: Stage, { finishedAt }: ServiceReport): string[] {
  const left = stage.to === undefined && stage.bakesUntil !== undefined ? stage.bakesUntil.getTime() : 0;
  const rest = left > finishedAt.getTime() ? `, ${formatDuration(left - finishedAt.getTime())} left` : '';
  const took = formatDuration((stage.to ?? finishedAt).getTime() - stage.from.getTime());
  return [
    `${stage.failed === true ? '✖ ' : ''}${escapeMarkdown(inWords(stage.name))}`,
    formatTime(stage.from),
    stage.to === undefined ? `${took} so far${rest}` : took,
    percent(stage.production),
    percent(stage.test),
    [...stage.hooks.values()].map(hookCell).join('<br>'),
  ];
}

function hookCell({ id, type, target, status }: HookState): string {
  const name =
    type === 'PAUSE' || type === 'CODE_DEPLOY' ? 'pause' : codeSpan(target?.split(':function:').at(-1) ?? id);
  return `${name} ${escapeMarkdown(inWords(status))}`;
}

function percent(weight: number | undefined): string {
  return weight === undefined ? '' : `${weight} %`;
}
