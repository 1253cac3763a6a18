import type { Service, Task } from '@aws-sdk/client-ecs';
import { lastWords } from '../../explain/log.ts';
import type { CauseId } from '../../explain/patterns.ts';
import type { World } from '../../world.ts';
import { chooseContainer, tailNote } from './choose.ts';
import type { Definitions } from './definitions.ts';
import type { Finding } from './finding.ts';
import { LINES_READ, shownLines } from './log-lines.ts';
import { readLogTail } from './log-tail.ts';

const ALARMS = new Set<CauseId | undefined>(['alarm', 'codedeploy-alarm']);

interface Asked {
  /** Of the new revision, the newest first. */
  tasks: readonly Task[];
  service: Service | undefined;
  definitions: Definitions;
  logLines: number;
}

/** An alarm says that something went wrong, not what: where no task failed, the log of one of the new tasks may. */
export async function addAlarmLog(findings: readonly Finding[], asked: Asked, world: World): Promise<void> {
  const { tasks, service, definitions, logLines } = asked;
  const alarm = findings.find(({ explanation }) => ALARMS.has(explanation?.id));
  const task = tasks.find(({ startedAt }) => startedAt !== undefined);
  if (alarm === undefined || task === undefined || logLines === 0) return;
  const containers = await definitions(task.taskDefinitionArn);
  const group = { message: alarm.message, explanation: undefined, tasks: [task], failedContainerCheck: false };
  const container = chooseContainer({ group, containers, service });
  if (container === undefined) return;
  const { lines } = await readLogTail({ task, container, lines: LINES_READ }, world);
  if (lines.length === 0) return;
  const said = lastWords(lines);
  const shown = shownLines(lines, { limit: logLines, telling: said?.index });
  alarm.log = [tailNote(shown, { container, task }), ...shown];
  const { explanation, line } = said ?? {};
  if (said?.kind !== 'error' || explanation === undefined || line === undefined) return;
  alarm.logLine = line;
  alarm.known = [...(alarm.known ?? []), 'the new tasks log an error'];
}
