/** How far the two percents of a rolling deployment reach. */
export interface Room {
  desired: number;
  minimum: number;
  maximum: number;
  /** Tasks that must keep running, rounded up. */
  least: number;
  /** Tasks that may run at once, rounded down. */
  most: number;
}

/**
 * ECS rounds the minimum up and the maximum down, so that with few tasks it can neither stop one nor start one (docs:
 * service-event-messages-list, "should ensure that the scheduler can stop or start at least one task").
 */
export function roomOf(
  desired: number,
  { minimumHealthyPercent: minimum = 100, maximumPercent: maximum = 200 }: Percents,
): Room {
  return {
    desired,
    minimum,
    maximum,
    least: Math.ceil((desired * minimum) / 100),
    most: Math.floor((desired * maximum) / 100),
  };
}

export function hasRoom({ desired, least, most }: Room): boolean {
  return least < desired || most > desired;
}

/** The two numbers that work: the maximum that replaces all tasks at once, and the largest minimum that lets one stop. */
export function roomForOne({ desired }: Pick<Room, 'desired'>): { maximum: number; minimum: number } {
  return { maximum: 200, minimum: Math.floor(((desired - 1) * 100) / desired) };
}

interface Percents {
  minimumHealthyPercent?: number | undefined;
  maximumPercent?: number | undefined;
}
