import type { Provenance } from '../aws/provenance.ts';
import type { World } from '../world.ts';
import { toGitHubRun } from './github-run.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The event that triggered the workflow; undefined if the file is missing or not JSON. */
export async function readEvent(environment: Environment, files: World['files']): Promise<unknown> {
  const path = environment['GITHUB_EVENT_PATH'];
  try {
    return path === undefined || path === '' ? undefined : JSON.parse(new TextDecoder().decode(await files.read(path)));
  } catch {
    return undefined;
  }
}

/** The commit of this run, the run itself, and who started it. */
export async function readProvenance(environment: Environment, files: World['files']): Promise<Provenance> {
  const run = toGitHubRun(environment, await readEvent(environment, files));
  const actor = environment['GITHUB_TRIGGERING_ACTOR'] || environment['GITHUB_ACTOR'];
  return { commit: run?.sha, runUrl: run?.runUrl, actor };
}
