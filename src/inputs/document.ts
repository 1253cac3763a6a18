import { usefulLines } from './lines.ts';
import type { Parsed } from './parsed.ts';
import { quote } from './place.ts';
import type { GivenDocument } from './spec.ts';

/** As for files: far larger than any task definition. Linux itself cannot pass more than 128 KiB in one input. */
const MOST_CHARACTERS = 1024 * 1024;

/** A path, or the document itself if the text has more than one line or starts with a bracket; it is never quoted. */
export function parseDocument(text: string): Parsed<GivenDocument> {
  const trimmed = text.trim();
  if (!trimmed.includes('\n') && !/^[[{]/.test(trimmed)) return parsePath(trimmed);
  if (text.length > MOST_CHARACTERS) {
    return { message: 'is larger than 1 MiB', fix: 'Check that this is the right document.' };
  }
  const lines = usefulLines(text);
  if (lines.length > 0 && lines.every(({ line }) => isPath(line.trim()))) {
    return {
      message: `has ${lines.length} lines, and none of them is JSON or YAML with fields`,
      fix: 'Give one path, or the document itself.',
    };
  }
  return { value: { text } };
}

/** Not a field (`name: value`), a list item or a bracket of a document. */
function isPath(line: string): boolean {
  return !/:(?:\s|$)/.test(line) && !/^(?:[-{}[\]"]|\/[/*])/.test(line);
}

/** A path to a file in the workspace. Anything else is called what it is. */
function parsePath(text: string): Parsed<GivenDocument> {
  if (text.startsWith('arn:')) {
    return {
      message: `is the ARN ${quote(text)}, but it takes a file path or a document`,
      fix: 'Give the ARN of a task definition in task-definition-arn instead.',
    };
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    return {
      message: `is the URL ${quote(withoutCredentials(text))}, but it takes a file path or a document`,
      fix: 'Download the file in an earlier step, and give its path.',
    };
  }
  return { value: { file: text } };
}

/** A presigned URL has its credentials after the question mark, other URLs before the at sign. */
function withoutCredentials(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}
