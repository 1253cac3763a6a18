import type { DeployEvent } from '../model.ts';
import { visibleText } from '../visible.ts';
import { acrossLines } from './private-keys.ts';
import type { Secrets } from './secrets.ts';

/** Events that are safe to show; a private key may span several lines of a container's log. */
export function hideInEvents(secrets: Pick<Secrets, 'hide' | 'hideAll'>): (event: DeployEvent) => DeployEvent {
  const containers = new Map<string, (line: string) => string>();
  return (event) => {
    if (event.kind !== 'task-log') return secrets.hideAll(event);
    const change = containers.get(event.container) ?? acrossLines((line) => secrets.hide(line));
    containers.set(event.container, change);
    return { ...event, line: change(visibleText(event.line)) };
  };
}
