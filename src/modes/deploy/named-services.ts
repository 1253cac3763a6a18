import { lastPart } from '../../aws/arn.ts';
import type { NamedService, Outcome, Rendered } from '../../model.ts';
import { wantedServices } from '../../plan/wanted.ts';
import type { World } from '../../world.ts';
import { whoFailed } from './failed.ts';
import type { Done, Piece } from './piece.ts';
import { phrase } from '../../phrases.ts';

/** For each service that a registration was for: the revision that it could run now. */
export function registeredFor(
  pieces: readonly Piece[],
  { arns, already }: { arns: ReadonlyMap<Rendered, string>; already: ReadonlySet<string> },
  world: World,
): NamedService[] {
  return pieces.flatMap(({ asked, draft, wave }) => {
    const [arn] = draft.rendered.flatMap((one) => arns.get(one) ?? []);
    if (arn === undefined) return [];
    const isOld = already.has(arn);
    return wantedServices(asked.inputs).map(({ name, cluster }): NamedService => {
      const headline = `${lastPart(arn)} ${isOld ? 'was registered already' : 'was registered'}; ${name} was not touched.`;
      const outcome: Outcome = { kind: isOld ? 'unchanged' : 'registered', headline, causes: [] };
      return { service: name, cluster, region: world.aws.region, wave, outcome, taskDefinitionArn: arn };
    });
  });
}

/** For each service that a one-off task was for: how the task ended, or why it did not run. */
export function ranFor(done: readonly Done[], world: World): NamedService[] {
  const because = whoFailed(done) ?? `${phrase('step')} was cancelled`;
  return done.flatMap(({ piece: { draft, wave }, task }) =>
    draft.located.map(({ name, cluster, kind, service }): NamedService => {
      const outcome: Outcome = task?.outcome ?? {
        kind: 'skipped',
        headline: `The one-off task of ${name} was not run, because ${because}.`,
        causes: [],
      };
      return {
        service: name,
        cluster,
        region: world.aws.region,
        wave,
        kind,
        serviceArn: service?.serviceArn,
        outcome,
        taskDefinitionArn: task?.taskDefinitionArn,
      };
    }),
  );
}
