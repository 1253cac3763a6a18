import { runCommandLine } from './terminal/main.ts';

/** The command line: the process itself, its signals and its exit code. */
export async function main(): Promise<void> {
  // The SDK is part of the bundle: its advice to update Node.js for the sake of newer SDKs is for whoever builds the bundle.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const cancelled = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => cancelled.abort(new Error(`${signal} received`));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  // A terminal that closes may send it twice: by the kernel and by the shell.
  process.on('SIGHUP', cancel);
  // A pipe whose reader is gone, such as `| head`, must not end a deployment half way.
  process.stdout.on('error', () => undefined);
  const { argv, env, stdout, stderr } = process;
  const code = await runCommandLine({ argv, env, stdout, stderr, signal: cancelled.signal });
  process.exitCode = code;
  if (cancelled.signal.aborted) process.exit();
}
