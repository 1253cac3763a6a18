import { describe, expect, it } from 'vitest';
import { servedPath } from '../../src/explain/served-path.ts';

const TOMCAT = "Tomcat started on port 8080 (http) with context path '/shop'";

describe('where an application answers by its log', () => {
  it.each<[string, string[], string, string | undefined]>([
    ['below its context path', [TOMCAT], '/up', '/shop/up'],
    [
      'at its actuator',
      ["Exposing 1 endpoint beneath base path '/actuator'", TOMCAT],
      '/health',
      '/shop/actuator/health',
    ],
    ['as it is asked', [TOMCAT], '/shop/up', undefined],
    ['at the root', ["Tomcat started on port 8080 (http) with context path '/'"], '/up', undefined],
    [
      'at a prefixed route of Nest',
      ['LOG [RouterExplorer] Mapped {/api/health, GET} route +1ms'],
      '/health',
      '/api/health',
    ],
    [
      'at a route of Gin',
      ['[GIN-debug] GET    /healthz                  --> main.health (3 handlers)'],
      '/health',
      '/healthz',
    ],
    [
      'at the route that is asked',
      ['[GIN-debug] GET    /health                  --> main.health (3 handlers)'],
      '/health',
      undefined,
    ],
    ['nowhere that it tells', ['listening on 8080'], '/health', undefined],
  ])('%s', (_, lines, asked, path) => expect(servedPath(lines, asked)?.path).toBe(path));
});
