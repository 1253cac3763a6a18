import type { Service } from '@aws-sdk/client-ecs';
import type { Started } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Definitions } from './definitions.ts';
import { toCause, type Finding } from './finding.ts';
import { asksRoles, asksSecret, secretOf, maximumOf, minimumOf, rolesOf } from './names.ts';

export interface Naming {
  started: Started;
  service: Service | undefined;
  definitions: Definitions;
}

/** Gives each finding the names that its texts can use; the definition is read only where a text asks for a role. */
export async function addNames(
  findings: readonly Finding[],
  { started, service, definitions }: Naming,
  world: World,
): Promise<void> {
  const { region } = world.aws;
  const usual = { region, cluster: started.cluster, minimum: minimumOf(service), maximum: maximumOf(service) };
  for (const finding of findings) {
    const { explanation = '', fix = '' } = toCause(finding);
    const roles = asksRoles(`${explanation}\n${fix}`)
      ? rolesOf(await definitions.whole(started.taskDefinitionArn))
      : {};
    const secret = asksSecret(fix)
      ? secretOf(finding.message, await definitions.whole(started.taskDefinitionArn))
      : undefined;
    const asking = askingOf(finding);
    const container = asking?.replace('Container ', '') ?? finding.container;
    finding.names = { ...usual, ...roles, secret, asking, container };
  }
}

function askingOf({ known = [] }: Finding): string | undefined {
  const [, name] = /^wanted by container (\S+): /mu.exec(known.join('\n')) ?? [];
  return name === undefined ? undefined : `Container ${name}`;
}
