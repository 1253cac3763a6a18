/** spring-boot (TomcatWebServer and others): the path below which all of an application lives. */
const CONTEXT = /\bwith context path '(?<context>\/[\w./-]{1,100})'/u;
/** spring-boot (EndpointLinksResolver). */
const ACTUATOR = /\bExposing \d{1,3} endpoints? beneath base path '(?<base>\/[\w./-]{1,100})'/u;
/** Routes as frameworks list them at the start: nest (RouterExplorer), gin (debug.go), fiber and others. */
const ROUTES = [
  /\bMapped \{(?<path>\/[\w./-]{1,200}), GET\} route/u,
  /\[GIN-debug\] GET\s{1,20}(?<path>\/[\w./-]{1,200})\s/u,
  /\bGET\s{1,20}(?<path>\/[\w./-]{1,200})\s{1,20}(?:-->|→|=>)/u,
];
const HEALTH = /\/(?:health(?:z|check|-check)?|ready(?:z)?|live(?:z|ness)?|readiness|ping|up|status)$/iu;

/** Where the application answers instead of the path that is asked, as far as its log says so. */
export function servedPath(lines: readonly string[], asked: string): { path: string; why: string } | undefined {
  const context = lastIn(lines, CONTEXT, 'context')?.replace(/\/+$/u, '');
  const base = lastIn(lines, ACTUATOR, 'base');
  if (context !== undefined && context !== '' && !isBelow(asked, context)) {
    const path = base !== undefined && HEALTH.test(asked) ? `${context}${base}/health` : `${context}${asked}`;
    return { path: path.replace(/\/+/gu, '/'), why: `it serves everything below ${context} (context path)` };
  }
  const routes = lines.flatMap((line) =>
    ROUTES.flatMap((route) => route.exec(line.slice(0, 500))?.groups?.['path'] ?? []),
  );
  if (routes.length === 0 || routes.includes(asked)) return undefined;
  const path =
    routes.find((route) => route.endsWith(asked) && asked !== '/') ?? routes.find((route) => HEALTH.test(route));
  return path === undefined ? undefined : { path, why: `it serves ${path}` };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function lastIn(lines: readonly string[], shape: RegExp, name: string): string | undefined {
  return lines.map((line) => shape.exec(line.slice(0, 500))?.groups?.[name]).findLast((found) => found !== undefined);
}
