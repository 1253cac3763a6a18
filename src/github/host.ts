import type { Host, Listener, Listening } from '../host.ts';
import { inLogOrder } from '../report/log-time.ts';
import { formatEvent, formatWarning, isShown } from '../report/log.ts';
import type { Annotation } from './annotations.ts';
import type { GitHubReporting } from './client.ts';
import { readProvenance } from './event.ts';
import { GITHUB_PHRASES } from './phrases.ts';
import { readRollbackWorkflow } from './rollback-workflow.ts';
import type { Runner } from './runner.ts';

/** A GitHub Actions step as a host: log, annotations, outputs, job summary, deployments and pull request comment. */
export function toHost(runner: Runner): Host {
  const { read, environment, signal, clock, files } = runner;
  return {
    read,
    environment,
    signal,
    clock,
    files,
    phrases: GITHUB_PHRASES,
    provenance: async () => await readProvenance(environment, files),
    surroundings: surroundings(environment),
    pullRequest: (inputs) => async (number) => {
      const { askPullRequest } = await import('./pull-requests.ts');
      return await askPullRequest(number, { inputs, environment, clock, signal });
    },
    listen: async (about) => await listen(withoutSecrets(runner, about), about),
  };
}

async function listen(runner: Runner, { inputs, hide }: Listening): Promise<Listener> {
  const github = await connectGitHub(runner, { inputs, hide });
  const ordered = inLogOrder(runner.clock.now);
  const warned = new Set<string>();
  return {
    emit: (event, service) => {
      if (event.kind === 'warning') warned.add(formatWarning(event.message));
      if (isShown(event)) runner.log(formatEvent(ordered(event), service));
    },
    begin: github?.begin,
    rollbackGuide: await readRollbackWorkflow(runner.files, runner.environment),
    end: async (report) => {
      const { publish } = await import('./publish.ts');
      await publish(report, { runner, inputs, warned });
      await github?.end(report);
    },
  };
}

/**
 * Every line that leaves the run, whatever it was built from, has its known secret values hidden. What is built from the report alone
 * has none, and a second pass over JSON or Markdown could hide a part of its form.
 */
function withoutSecrets(runner: Runner, { hide }: Pick<Listening, 'hide'>): Runner {
  return {
    ...runner,
    log: (line) => runner.log(hide(line)),
    annotate: (annotation) =>
      runner.annotate({ ...annotation, title: hide(annotation.title), message: hide(annotation.message) }),
  };
}

/** The runner passes every input as INPUT_<NAME>, including those that action.yml does not declare. */
function surroundings(environment: Runner['environment']): NonNullable<Host['surroundings']> {
  const names = Object.keys(environment).flatMap((name) => /^INPUT_(.+)$/.exec(name)?.[1] ?? []);
  return {
    names,
    isSet: (name) => environment[name] !== undefined,
    cameOutEmpty: (name) => environment[`INPUT_${name.toUpperCase()}`]?.trim() === '',
  };
}

/** GitHub's client is loaded only if a report to GitHub was requested. */
async function connectGitHub(
  { files, clock, signal, environment, annotate, log }: Runner,
  { inputs, hide }: Listening,
): Promise<GitHubReporting | undefined> {
  if (!inputs['github-deployment'] && !inputs['pull-request-comment']) return undefined;
  const github = await import('./client.ts');
  const tell = (command: Annotation['command'], title: string, message: string): void =>
    inputs.annotations ? annotate({ command, title, message }) : log(message);
  return github.connectGitHub({ inputs, files, clock, signal, environment, hide, tell });
}
