/** What a look showed of the task set with which ECS created a service, in addition to what the service shows of it. */
export interface TaskSetObservation {
  /** Tasks that have stopped on their own so far. */
  failedTasks: number;
  /** When they were counted. */
  countedAt: Date;
}
