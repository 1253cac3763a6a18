import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';

interface Mermaid {
  parse: (text: string) => Promise<{ diagramType: string }>;
}

let loaded: Mermaid | undefined;

/** Mermaid's own parser, in a world with just enough of a browser for it to load. Throws what mermaid throws. */
export async function parseMermaid(text: string): Promise<string> {
  loaded ??= load();
  return (await loaded.parse(text)).diagramType;
}

function load(): Mermaid {
  const bundle = createRequire(import.meta.url).resolve('@mermaid-js/tiny');
  const document = { nodeType: 9, addEventListener: () => undefined, createElement: () => ({}), implementation: {} };
  const window = { document, Element: class {}, addEventListener: () => undefined };
  const context = createContext({
    window,
    document,
    console,
    structuredClone,
    setTimeout,
    clearTimeout,
    URL,
    performance,
    addEventListener: () => undefined,
  });
  runInContext(readFileSync(bundle, 'utf8'), context);
  return (context as unknown as { mermaid: Mermaid }).mermaid;
}
