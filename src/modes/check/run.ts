import { checkOffline, checkOneOff } from '../../check/check.ts';
import { toChanges } from '../../inputs/changes.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import { INPUTS, type Inputs } from '../../inputs/spec.ts';
import { CODE_DEPLOY_SETTINGS, TASK } from '../../inputs/table/groups.ts';
import { isGreen, type AppSpec, type Problem, type Rendered, type Report, type Template } from '../../model.ts';
import { locateInSettings, planSettings } from '../../plan/settings.ts';
import { locateInRequest, planTask } from '../../plan/task.ts';
import { wantedServices } from '../../plan/wanted.ts';
import { distinct } from '../../problem.ts';
import { render } from '../../render/render.ts';
import type { World } from '../../world.ts';
import { readAppSpecFile } from '../appspec.ts';
import type { Asked, Part } from '../asked.ts';
import { problemsOfParts } from '../manifest.ts';
import { withServiceDocument } from '../service-document.ts';
import { readDocument, type Source, type Workspace } from '../read-document.ts';
import { checkOutcome, toCheckedReport, type Looked } from './report.ts';
import { lacksImage, unknownImages, withImage, withStandIns } from './unknown-image.ts';
import { phrase } from '../../phrases.ts';

type Desk = Workspace & Pick<World, 'clock' | 'emit'>;

/** Inputs → render → check → report, without AWS: the type of its world has no way there. */
export async function runCheck(asked: Asked, world: Desk): Promise<Report> {
  const startedAt = world.clock.now();
  const looked = await Promise.all((asked.parts ?? [asked]).map((part) => lookAt(part, world)));
  const problems =
    asked.parts === undefined ? looked.flatMap(({ found }) => found) : ofManifest(asked, asked.parts, looked);
  const checked = toCheckedReport(looked, asked);
  const message = `Not checked without AWS: ${checked.notChecked.join('; ')}.`;
  world.emit({ at: world.clock.now(), kind: 'notice', message });
  const outcome = checkOutcome(problems, { documents: checked.documents, checks: asked.inputs.checks });
  return {
    mode: 'check',
    outcome,
    startedAt,
    finishedAt: world.clock.now(),
    problems,
    registered: [],
    services: [],
    checked: { ...checked, next: isGreen(outcome.kind) ? NEXT : [] },
  };
}

function ofManifest({ problems }: Asked, parts: readonly Part[], looked: readonly { found: Problem[] }[]): Problem[] {
  const placed = parts.map(({ relocate, isOwn }, index) => ({ relocate, isOwn, found: looked[index]?.found ?? [] }));
  return distinct([...problems, ...problemsOfParts(placed)]);
}

async function lookAt(given: Asked, world: Desk): Promise<Looked & { found: Problem[] }> {
  const asked = await withServiceDocument(given, world);
  const inputs = withStandIns(asked.inputs, asked.given);
  const [source, read] = await Promise.all([readSource(asked, world), readAppSpec(asked, world)]);
  const whole = source.template && renderWhole(source.template, inputs);
  const { rendered, inputs: used } = whole ?? { inputs };
  world.learn?.(rendered?.definition);
  const { settings } = planSettings({ ...asked, inputs, live: {} });
  const appSpec = read?.appSpec;
  const found = [
    ...source.problems,
    ...(read?.problems ?? []),
    ...checkOffline({
      rendered,
      appSpec,
      settings,
      asked: { ...asked, inputs: used },
      express: inputs['service-type'] === 'express',
      locateSettings: locateInSettings(wantedServices(inputs)[0]?.name ?? '', asked),
    }),
    ...unknownImages(rendered, used),
    ...(rendered === undefined ? [] : checkTask(asked, rendered)),
  ];
  const problems = [...asked.problems, ...withoutEchoes(distinct(found), asked.bad)];
  return { inputs: asked.inputs, source, rendered, appSpec, found: problems };
}

const NEXT = [`With AWS credentials, \`${phrase('mode', 'plan')}\` shows what a deploy would change.`];

/** A template that is a registered revision is in AWS. */
async function readSource({ inputs, bad }: Asked, world: Workspace): Promise<Source> {
  const given = inputs['task-definition'];
  if (given === undefined) return { failed: bad.has('task-definition'), problems: [] };
  return await readDocument({ given, input: 'task-definition', variables: inputs.variables }, world);
}

/** Only a deploy to a CodeDeploy service needs one, and only these inputs tell that there is such a service. */
async function readAppSpec(
  { inputs, given, bad }: Asked,
  world: Workspace,
): Promise<{ appSpec: AppSpec; problems: Problem[] } | undefined> {
  const deploys = given.includes('task-definition') || given.includes('image');
  const usesCodeDeploy = given.some((name) => INPUTS[name].group === CODE_DEPLOY_SETTINGS);
  const isAsked = given.includes('codedeploy-appspec') || (deploys && usesCodeDeploy);
  return isAsked && !bad.has('codedeploy-appspec') ? await readAppSpecFile(inputs, world) : undefined;
}

/** Whether the service is an Express service is not known: its container `Main` is found either way. */
function renderWhole(template: Template, inputs: Inputs): { rendered: Rendered; inputs: Inputs } {
  const rendered = render(template, toChanges(inputs, { express: true }));
  return lacksImage(rendered, inputs) ? renderWhole(template, withImage(inputs)) : { rendered, inputs };
}

/** The call for the one-off task, as far as it does not take its settings from a service. */
function checkTask({ inputs, given }: Asked, rendered: Rendered): Problem[] {
  if (!inputs['run-task'] && !given.some((name) => INPUTS[name].group === TASK)) return [];
  const { definition } = rendered;
  const planned = planTask({ inputs, definition, lender: undefined, cluster: 'default', region: '' });
  const isStrategyGiven = inputs['run-task-capacity-provider-strategy'] !== undefined;
  const found = checkOneOff({ rendered, target: planned.target, locate: locateInRequest, isStrategyGiven });
  const isLent = wantedServices(inputs).length > 0;
  return [...planned.problems, ...found.filter(({ rule }) => !isLent || rule !== 'launch-volume-settings')];
}
