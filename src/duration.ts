/** Two units at most: nobody reads seconds in a rollout of three hours. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? join(`${minutes} min`, seconds % 60, 's') : formatMinutes(minutes);
}

/** For what is counted in minutes: `0 min`, `45 min`, `5 h 58 min`. */
export function formatMinutes(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : join(`${Math.floor(minutes / 60)} h`, minutes % 60, 'min');
}

function join(large: string, rest: number, unit: string): string {
  return rest === 0 ? large : `${large} ${rest} ${unit}`;
}
