import http from 'node:http';
import https from 'node:https';
import { DeployError } from '../errors.ts';
import { phrase } from '../phrases.ts';

/** How the clients reach AWS. */
export interface Agents {
  httpAgent: http.Agent;
  httpsAgent: https.Agent;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** This machine and its credential endpoints: only it can reach them, so they never go through a proxy. */
const NEAR = ['localhost', '127.0.0.1', '::1', '169.254.169.254', '169.254.170.2', '169.254.170.23'];

/**
 * The proxy from HTTPS_PROXY or HTTP_PROXY, with Node.js's own rules for NO_PROXY; the SDK ignores all of them.
 *
 * @throws DeployError `proxy` when Node.js is too old for it, or when the URL is invalid.
 */
export function proxyAgents(environment: Environment): Agents | undefined {
  const ofHttps = read(environment, 'HTTPS_PROXY');
  const ofHttp = read(environment, 'HTTP_PROXY');
  if (ofHttps === undefined && ofHttp === undefined) return undefined;
  if (!process.allowedNodeEnvironmentFlags.has('--use-env-proxy')) {
    const message = `A proxy is set in the environment, but Node.js ${process.versions.node} cannot use it.`;
    throw new DeployError('proxy', message, {
      fix: `Use Node.js 24.5 or newer on ${phrase('runner')}, or unset HTTPS_PROXY and HTTP_PROXY.`,
    });
  }
  const noProxy = [read(environment, 'NO_PROXY'), ...NEAR].filter((entry) => entry !== undefined).join(',');
  const proxyEnv = {
    ...(ofHttps === undefined ? {} : { HTTPS_PROXY: toUrl('HTTPS_PROXY', ofHttps) }),
    ...(ofHttp === undefined ? {} : { HTTP_PROXY: toUrl('HTTP_PROXY', ofHttp) }),
    NO_PROXY: noProxy,
  };
  const options = { keepAlive: true, maxSockets: 50, proxyEnv };
  http.setGlobalProxyFromEnv?.(proxyEnv);
  return { httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) };
}

/** Whether the runner reaches others through a proxy, which may know hosts that the runner does not. */
export function hasProxy(environment: Environment): boolean {
  return read(environment, 'HTTPS_PROXY') !== undefined || read(environment, 'HTTP_PROXY') !== undefined;
}

/** Lowercase takes precedence, as in curl and Node.js. */
function read(environment: Environment, name: string): string | undefined {
  return environment[name.toLowerCase()] || environment[name] || undefined;
}

/** curl and GitHub's own client accept a proxy without a scheme. The URL may contain a password, so it is not shown. */
function toUrl(name: string, text: string): string {
  const url = text.includes('://') ? text : `http://${text}`;
  if (URL.canParse(url)) return url;
  throw new DeployError('proxy', `The environment variable ${name} is not the URL of a proxy.`, {
    fix: `Set ${name} to a URL such as http://proxy.example.com:3128.`,
  });
}
