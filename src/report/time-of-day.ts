/** Time of day in UTC, to compare with the ECS console and the runner's timestamps. */
export function formatTime(date: Date): string {
  return Number.isNaN(date.getTime()) ? '--:--:--' : date.toISOString().slice(11, 19);
}
