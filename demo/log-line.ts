import { visibleText } from '../src/visible.ts';
import type { LogLine } from './messages.ts';

/** A line of the action as the runner reads it: a workflow command, or text. The end of a group has nothing to show. */
export function toLogLine(line: string): LogLine | undefined {
  if (line === '::endgroup::') return undefined;
  const [, kind, message = ''] = /^::(error|warning|notice|group|debug)(?: [^:]*)?::(.*)$/u.exec(line) ?? [];
  if (kind === undefined) return { kind: 'plain', text: visibleText(line) };
  const text = message.replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%25', '%');
  return { kind: kind as LogLine['kind'], text: visibleText(text) };
}
