import type { IncomingHttpHeaders } from 'node:http';
import type { RuleCondition } from './world.ts';

export interface AskedFor {
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

/**
 * Whether all conditions of a rule hold. `*` and `?` are wildcards; only paths are case-sensitive; a host has no port.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function holds(conditions: readonly RuleCondition[], asked: AskedFor): boolean {
  const { pathname, searchParams } = new URL(asked.url, 'http://localhost');
  return conditions.every((condition) => {
    switch (condition.field) {
      case 'path-pattern':
        return condition.values.some((value) => like(value, false).test(pathname));
      case 'host-header':
        return condition.values.some((value) => like(value).test((asked.headers.host ?? '').replace(/:\d+$/, '')));
      case 'http-header': {
        const sent = [asked.headers[condition.name.toLowerCase()] ?? []].flat();
        return condition.values.some((value) => sent.some((one) => like(value).test(one)));
      }
      case 'query-string':
        return condition.values.some(({ key, value }) =>
          [...searchParams].some(([name, one]) => (key === undefined || like(key).test(name)) && like(value).test(one)),
        );
    }
  });
}

function like(pattern: string, ignoreCase = true): RegExp {
  const source = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source.replaceAll('?', '.')}$`, ignoreCase ? 'i' : '');
}
