import type { Parsed } from './parsed.ts';
import { quote } from './place.ts';

/** A path to a file in the workspace. Anything else is called what it is; a document is never quoted. */
export function parsePath(text: string): Parsed<string> {
  if (/^[[{]/.test(text) || /:\s[\s\S]*\n|\n[\s\S]*:\s/.test(text)) {
    return {
      message: 'contains a document, but it takes a file path',
      fix: 'Write the document to a file in an earlier step, and give its path.',
    };
  }
  if (text.includes('\n')) return { message: 'has several lines, but it takes one path', fix: 'Give one path.' };
  if (text.startsWith('arn:')) {
    return {
      message: `is the ARN ${quote(text)}, but it takes a file path`,
      fix: 'Give the ARN of a task definition in task-definition-arn instead.',
    };
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    return {
      message: `is the URL ${quote(withoutCredentials(text))}, but it takes a file path`,
      fix: 'Download the file in an earlier step, and give its path.',
    };
  }
  return { value: text };
}

/** A presigned URL has its credentials after the question mark, other URLs before the at sign. */
function withoutCredentials(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}
