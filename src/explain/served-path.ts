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
    return {
      path: path.replace(/\/+/gu, '/'),
      why: `according to its log, it serves everything below ${context} (context path)`,
    };
  }
  const routes = lines.flatMap((line) =>
    ROUTES.flatMap((route) => route.exec(line.slice(0, 500))?.groups?.['path'] ?? []),
  );
  if (routes.length === 0) return answeredPath(lines, asked);
  if (routes.includes(asked)) return undefined;
  const path =
    routes.find((route) => route.endsWith(asked) && asked !== '/') ?? routes.find((route) => HEALTH.test(route));
  return path === undefined ? undefined : { path, why: `according to its log, it serves ${path}` };
}

/** Requests as servers log them: nginx, uvicorn, gunicorn, morgan and others. */
const REQUEST =
  /\b(?:GET|HEAD) (?<path>\/[^\s"?]{0,200})[^\s"]{0,200}(?: HTTP\/[\d.]{1,3})?"?,? (?:-> |→ |=> |status[=: ])?(?<code>[1-5]\d\d)\b/u;

/** A path that was answered with 2xx: the same with or without a slash at its end, else one for health checks. */
function answeredPath(lines: readonly string[], asked: string): { path: string; why: string } | undefined {
  const answers = lines.flatMap((line) => {
    const { path, code } = REQUEST.exec(line.slice(0, 1_000))?.groups ?? {};
    return path === undefined || code === undefined ? [] : [{ path, code }];
  });
  const good = answers.filter(({ code, path }) => code.startsWith('2') && path !== asked).map(({ path }) => path);
  const slashed = asked.endsWith('/') ? asked.replace(/\/+$/u, '') : `${asked}/`;
  const path = good.find((one) => one === slashed) ?? good.find((one) => HEALTH.test(one));
  return path === undefined ? undefined : { path, why: `according to its log, it answers ${path} with 200` };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function lastIn(lines: readonly string[], shape: RegExp, name: string): string | undefined {
  return lines.map((line) => shape.exec(line.slice(0, 500))?.groups?.[name]).findLast((found) => found !== undefined);
}
