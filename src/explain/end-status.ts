/** Whether a deployment in this status changes no more, in the words of ECS or CodeDeploy: shared by what follows it and what shows it. */
export function isEnd(status: string): boolean {
  return /^(?:SUCCESSFUL|SUCCEEDED|FAILED|STOPPED|ROLLBACK_SUCCESSFUL|ROLLBACK_FAILED)$/u.test(status);
}
