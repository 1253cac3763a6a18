import { ecrImage, webDefinition } from '../../../emulator/scenarios/live-web.ts';
import { updateService } from '../../../emulator/services.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from '../../../emulator/task-definitions.ts';
import type { World } from '../../../emulator/world.ts';
import { notBrought } from '../../../src/plan/rollback-problems.ts';
import type { RuleName } from '../../../src/rules.ts';
import { WEB } from '../../scenarios/foreign.ts';
import { deploySecond, deploySecondWithCodeDeploy } from '../../scenarios/rollback-history.ts';
import { found, type Example } from '../example.ts';
import { played } from '../played.ts';
import { besideWeb } from './beside-web.ts';

type Situation = Parameters<typeof played>[1];

const LATER = 20 * 60_000;
const AFTER_SECOND = 'When "web" ran web:1 before and runs web:2 now:';

/** Rolls `web` back, which has run `web:1` and runs `web:2` now. */
function rolledBack(note: string, situation: Partial<Situation> = {}): Example {
  return played(note, {
    change: deploySecond,
    ...situation,
    inputs: { mode: 'rollback', ...WEB, ...situation.inputs },
  });
}

/** The same for what is a warning: only the plan is made. */
function warned(note: string, situation: Partial<Situation> = {}): Example {
  const planned = { mode: 'plan', ...WEB, 'rollback-to': 'previous', ...situation.inputs } as const;
  return played(note, { change: deploySecond, ...situation, inputs: planned });
}

/** `web:2` is live, and then something else happens. */
function then(happens: (world: World) => void): Pick<Situation, 'change'> {
  return {
    change: (world) => {
      deploySecond(world);
      happens(world);
      world.clock.advance(LATER);
    },
  };
}

function goBack({ home }: World): void {
  updateService(home, { ...WEB, taskDefinition: 'web:1' });
}

export const OF_ROLLBACKS = {
  'rollback-missing': rolledBack(AFTER_SECOND, { inputs: { 'rollback-to': '99' } }),
  'rollback-inactive': rolledBack(
    'When "web" ran web:1 before, which somebody has deregistered:',
    then(({ home }) => void deregisterTaskDefinition(home, { taskDefinition: 'web:1' })),
  ),
  'rollback-no-candidate': rolledBack('When "web" has only ever run web:1:', { change: () => undefined }),
  'rollback-ambiguous': rolledBack('With services "web" and "api":', {
    inputs: { service: 'web, api', 'rollback-to': '1' },
    change: besideWeb,
  }),
  'rollback-in-flight': rolledBack('While a rollback from web:2 to web:1 is in flight:', { begin: goBack }),
  'rollback-already-live': rolledBack('When "web" runs web:2:', { inputs: { 'rollback-to': 'web:2' } }),
  'rollback-foreign': rolledBack('When "web" has run no revision of the family "api":', {
    inputs: { 'rollback-to': 'api:1' },
  }),
  'rollback-commit-missing': rolledBack(AFTER_SECOND, { inputs: { 'rollback-to': 'commit:1c0ffee' } }),
  'rollback-commit-ambiguous': rolledBack('When two revisions were registered from commits that begin alike:', {
    inputs: { 'rollback-to': 'commit:1c0ffee' },
    change: (world) => {
      deploySecond(world);
      for (const rest of ['0', 'f']) {
        const tags = [{ key: 'deploy:commit', value: `1c0ffee${rest.repeat(33)}` }];
        registerTaskDefinition(world.home, { ...webDefinition(world.home, ecrImage(world.home, 'web', rest)), tags });
      }
    },
  }),
  'rollback-of-rollback': warned('When "web" was rolled back from web:2 to web:1:', then(goBack)),
  'rollback-of-rolled-back': warned(
    'When ECS rolled the deployment of web:3 back to web:2:',
    then(({ home, behaviours }) => {
      const image = ecrImage(home, 'web', '3.0.0');
      behaviours.byImage.set(image, { kind: 'exits', exitCode: 1 });
      registerTaskDefinition(home, webDefinition(home, image));
      updateService(home, { ...WEB, taskDefinition: 'web:3' });
    }),
  ),
  'rollback-unproven': warned(
    'With credentials that may not list service deployments:',
    then(({ faults }) => void faults.deny.add('ecs:ListServiceDeployments')),
  ),
  'rollback-same-definition': warned('When web:1 and web:2 have the same content:', {
    change: ({ home, clock }) => {
      registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', '1.0.0')));
      updateService(home, { ...WEB, taskDefinition: 'web:2' });
      clock.advance(LATER);
    },
  }),
  'rollback-incomplete': found(
    'When an Express service ran a revision with a sidecar "agent", which it has no more:',
    { mode: 'rollback', service: 'shop' },
    () => [notBrought('shop', { arn: 'default-shop:1', lost: ['container agent'] })],
  ),
  'rollback-keeps-settings': warned(
    'When the subnets of "web" have changed since it ran web:1:',
    then(({ home }) => {
      const awsvpcConfiguration = { subnets: ['subnet-0fff9999'], securityGroups: ['sg-0ccc3333'] };
      updateService(home, { ...WEB, networkConfiguration: { awsvpcConfiguration } });
    }),
  ),
  'rollback-hooks': warned('With credentials that may not read the revisions of CodeDeploy:', {
    scenario: 'codedeploy-healthy',
    change: (world) => {
      deploySecondWithCodeDeploy(world);
      world.faults.deny.add('codedeploy:GetApplicationRevision');
    },
  }),
} satisfies Partial<Record<RuleName, Example>>;
