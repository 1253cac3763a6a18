import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { servedPort } from '../../explain/listening.ts';
import { lastWords, type LastWords } from '../../explain/log.ts';
import type { World } from '../../world.ts';
import { LINES_READ } from './log-lines.ts';
import { readLogTail } from './log-tail.ts';

interface Neighbours {
  container: ContainerDefinition;
  containers: readonly ContainerDefinition[];
  task: Task;
  /** The port on localhost that nobody answered, where it is known. */
  port: number | undefined;
}

/** What another container of the task says: the error that it met, or the port that it serves. */
export interface Beside {
  container: ContainerDefinition;
  lines: readonly string[];
  said?: LastWords;
  fact?: string;
}

/** More logs would take longer than they are worth. */
const LOGS = 2;

/** Why a proxy in the same task gets no answer: the log of the container behind it. */
export async function readBeside(asked: Neighbours, world: World): Promise<Beside | undefined> {
  const { container, containers, task, port } = asked;
  const others = containers.filter((one) => one.name !== container.name && one.firelensConfiguration === undefined);
  for (const other of others.slice(0, LOGS)) {
    const { lines } = await readLogTail({ task, container: other, lines: LINES_READ }, world);
    const said = lastWords(lines);
    if (said?.kind === 'error' && said.explanation?.symptom === false) return { container: other, lines, said };
    const served = servedPort(lines);
    if (served === undefined || port === undefined || served === port) continue;
    const fact = `beside: container ${other.name} listens on port ${served}, not ${port}`;
    return { container: other, lines, fact };
  }
  return undefined;
}
