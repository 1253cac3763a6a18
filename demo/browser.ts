import { spawn } from 'node:child_process';

/** What opens an address in the user's browser; undefined where nobody would see it. */
export function openerOf(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
): { command: string; args: string[] } | undefined {
  const isRemote = environment['SSH_CONNECTION'] !== undefined;
  if (environment['CI'] !== undefined || isRemote) return undefined;
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] };
  if (platform === 'darwin') return { command: 'open', args: [] };
  const hasDisplay = environment['DISPLAY'] !== undefined || environment['WAYLAND_DISPLAY'] !== undefined;
  return hasDisplay ? { command: 'xdg-open', args: [] } : undefined;
}

/** The address is printed as well, so that nothing is lost if this fails. */
export function openBrowser(url: string): void {
  const opener = openerOf(process.platform, process.env);
  if (opener === undefined) return;
  const child = spawn(opener.command, [...opener.args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
