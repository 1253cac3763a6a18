import type { DeployEvent } from '../model.ts';

/**
 * Events as the log shows them: their times never run backwards, though AWS reports some of them late, several services are followed
 * at once, and the clocks of AWS and of the runner may differ. The report keeps the times of AWS.
 */
export function inLogOrder(now: () => Date): (event: DeployEvent) => DeployEvent {
  let last = new Date(0);
  return (event) => {
    const at = Math.min(event.at.getTime(), now().getTime());
    last = new Date(Math.max(at, last.getTime()));
    return { ...event, at: last };
  };
}
