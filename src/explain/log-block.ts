/** One thing that a program wrote: a line, or an error with its stack, brought down to its message. */
export interface LogEntry {
  /** Where its first line stands among the lines given. */
  index: number;
  /** The message; of an error with causes also theirs, the root first. */
  texts: string[];
  /** The lines that it takes, without the frames of a stack: the address may stand in one that is no message. */
  around?: string | undefined;
  /** Level that the program gave it, if it stands on another line than the message. */
  level?: string | undefined;
  /** True for the end of a program: a panic, an exception that nobody caught. */
  fatal: boolean;
}

/** What a reader made of the lines from one on, and how many of them it took. */
export interface Block extends Omit<LogEntry, 'index'> {
  lines: number;
  /** Where the line that names the cause stands, counted from the first. */
  at?: number;
}
