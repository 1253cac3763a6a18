import type { Element, ElementContent, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const ALERTS: Record<string, string> = {
  NOTE: 'M0 8a8 8 0 1 1 16 0A8 8 0 0 1 0 8Zm8-6.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6.5 7.75A.75.75 0 0 1 7.25 7h1a.75.75 0 0 1 .75.75v2.75h.25a.75.75 0 0 1 0 1.5h-2a.75.75 0 0 1 0-1.5h.25v-2h-.25a.75.75 0 0 1-.75-.75ZM8 6a1 1 0 1 1 0-2 1 1 0 0 1 0 2Z',
  TIP: 'M8 1.5a4.5 4.5 0 0 0-2.5 8.2v1.55c0 .41.34.75.75.75h3.5c.41 0 .75-.34.75-.75V9.7A4.5 4.5 0 0 0 8 1.5ZM6 13.25h4v1.25H6Z',
  IMPORTANT:
    'M0 1.75C0 .784.784 0 1.75 0h12.5C15.216 0 16 .784 16 1.75v9.5A1.75 1.75 0 0 1 14.25 13H8.06l-2.573 2.573A1.458 1.458 0 0 1 3 14.543V13H1.75A1.75 1.75 0 0 1 0 11.25Zm7 2.25v2.5a.75.75 0 0 0 1.5 0V4a.75.75 0 0 0-1.5 0ZM9 9a1 1 0 1 0-2 0 1 1 0 0 0 2 0Z',
  WARNING:
    'M6.457 1.047c.659-1.234 2.427-1.234 3.086 0l6.082 11.378A1.75 1.75 0 0 1 14.082 15H1.918a1.75 1.75 0 0 1-1.543-2.575Zm1.763.707a.25.25 0 0 0-.44 0L1.698 13.132a.25.25 0 0 0 .22.368h12.164a.25.25 0 0 0 .22-.368Zm.53 3.996v2.5a.75.75 0 0 1-1.5 0v-2.5a.75.75 0 0 1 1.5 0ZM9 11a1 1 0 1 1-2 0 1 1 0 0 1 2 0Z',
  CAUTION:
    'M4.47.22A.749.749 0 0 1 5 0h6c.199 0 .389.079.53.22l4.25 4.25c.141.14.22.331.22.53v6a.749.749 0 0 1-.22.53l-4.25 4.25A.749.749 0 0 1 11 16H5a.749.749 0 0 1-.53-.22L.22 11.53A.749.749 0 0 1 0 11V5c0-.199.079-.389.22-.53Zm.84 1.28L1.5 5.31v5.38l3.81 3.81h5.38l3.81-3.81V5.31L10.69 1.5ZM8 4a.75.75 0 0 1 .75.75v3.5a.75.75 0 0 1-1.5 0v-3.5A.75.75 0 0 1 8 4Zm0 8a1 1 0 1 1 0-2 1 1 0 0 1 0 2Z',
};

const AS_GITHUB = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)
  .use(() => (tree: Root) => {
    tree.children = tree.children.map((node) => (node.type === 'element' ? dressed(node) : node));
  })
  .use(rehypeStringify)
  .freeze();

/** The Markdown as GitHub renders and sanitises it; diagrams and alerts come after, from what was left. */
export async function toHtml(markdown: string): Promise<string> {
  return String(await AS_GITHUB.process(markdown));
}

function dressed(element: Element): Element {
  const [code] = element.children;
  if (element.tagName === 'pre' && code?.type === 'element') return codeElement(element, code);
  const children = element.children.map((child) => (child.type === 'element' ? dressed(child) : child));
  return element.tagName === 'blockquote' ? alertElement({ ...element, children }) : { ...element, children };
}

function codeElement(pre: Element, code: Element): Element {
  const language = String(code.properties['className'] ?? '').replace('language-', '');
  if (language === 'mermaid') return { ...pre, properties: { className: ['mermaid'] }, children: code.children };
  if (language !== 'diff') return pre;
  const lines = textOf(code).split(/(?<=\n)/u);
  return { ...pre, children: [{ ...code, children: lines.map(diffLine) }] };
}

function diffLine(line: string): ElementContent {
  const kind = { '+': 'diff-added', '-': 'diff-removed', '@': 'diff-hunk' }[line.charAt(0)];
  if (kind === undefined) return { type: 'text', value: line };
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [kind] },
    children: [{ type: 'text', value: line }],
  };
}

function alertElement(quote: Element): Element {
  const index = quote.children.findIndex((child) => child.type === 'element');
  const first = quote.children[index];
  if (first?.type !== 'element' || first.children[0]?.type !== 'text') return quote;
  const match = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*(?:\n|$)/u.exec(first.children[0].value);
  const kind = match?.[1];
  if (match === null || kind === undefined) return quote;
  const text = { ...first.children[0], value: first.children[0].value.slice(match[0].length) };
  const icon = element('svg', { viewBox: '0 0 16 16', width: 16, height: 16 }, [
    element('path', { d: ALERTS[kind] ?? '' }, []),
  ]);
  const word: ElementContent = { type: 'text', value: kind.charAt(0) + kind.slice(1).toLowerCase() };
  const rest = { ...first, children: [text, ...first.children.slice(1)] };
  const title = element('p', { className: ['markdown-alert-title'] }, [icon, word]);
  const children = [title, rest, ...quote.children.slice(index + 1)];
  return element('div', { className: ['markdown-alert', `markdown-alert-${kind.toLowerCase()}`] }, children);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}
