import type { Parsed } from './parsed.ts';
import { quote } from './place.ts';

/** A path to a file in the workspace. Whatever else was given is named for what it is; a document is never repeated. */
export function parsePath(text: string): Parsed<string> {
  if (/^[[{]/.test(text) || /:\s[\s\S]*\n|\n[\s\S]*:\s/.test(text)) {
    return {
      message: 'contains a document, and it takes the path of a file',
      fix: 'Write the document to a file in an earlier step, and give the path of that file.',
    };
  }
  if (text.includes('\n')) return { message: 'has several lines, and it takes one path', fix: 'Give one path.' };
  if (text.startsWith('arn:')) {
    return {
      message: `is the ARN ${quote(text)}, and it takes the path of a file`,
      fix: 'Give the ARN of a task definition in the input task-definition-arn instead.',
    };
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    return {
      message: `is the URL ${quote(withoutCredentials(text))}, and it takes the path of a file`,
      fix: 'Download the file in an earlier step, and give its path.',
    };
  }
  return { value: text };
}

/** A presigned URL has its credentials behind the question mark, others before the at sign. */
function withoutCredentials(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}
