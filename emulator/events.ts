import type { ServiceRecord } from './world.ts';

/** Newest first, at most 100; the ones about IAM do not name the service. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export function addEvent(service: ServiceRecord, message: string, taskSet?: string): void {
  const { world } = service.region;
  const who = `service ${service.name}${taskSet === undefined ? '' : `, taskSet ${taskSet}`}`;
  const text = message.startsWith('IAM ') ? message : `(${who}) ${message}`;
  const id = `${hex(world.random)}${hex(world.random)}-${hex(world.random)}-${hex(world.random)}-${hex(world.random)}`;
  service.events.unshift({ id, createdAt: world.clock.date(), message: text });
  service.events.splice(100);
}

/** AWS does not repeat a message within six hours; one is enough here. */
export function addEventOnce(service: ServiceRecord, message: string): void {
  if (service.heldBack.has(message)) return;
  service.heldBack.add(message);
  addEvent(service, message);
}

export const taskList = (ids: string[]): string => ids.map((id) => `(task ${id})`).join(' ');

const hex = (random: () => number): string =>
  Math.floor(random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
