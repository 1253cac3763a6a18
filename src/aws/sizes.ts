/** CPU units of a task-level `cpu`: `256`, `.25 vCPU` (docs: task_definition_parameters, Task size). */
export function toCpuUnits(text: string): number | undefined {
  return toUnits(text, /^(\d+|\d*\.\d+)\s*(vcpu)?$/i);
}

/** MiB of a task-level `memory`: `512`, `0.5 GB`. */
export function toMebibytes(text: string): number | undefined {
  return toUnits(text, /^(\d+|\d*\.\d+)\s*(gb)?$/i);
}

function toUnits(text: string, pattern: RegExp): number | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const number = Number(match[1]);
  if (match[2] !== undefined) return Math.round(number * 1024);
  return Number.isInteger(number) ? number : undefined;
}
