import type { Inputs } from '../../inputs/spec.ts';
import type { AppSpec, CheckedReport, Outcome, Problem, Rendered, Severity } from '../../model.ts';
import { wantedServices } from '../../plan/wanted.ts';
import { serviceLabel } from '../../report/service-label.ts';
import type { Asked } from '../asked.ts';
import { withNote } from '../images.ts';
import type { Source } from '../read-document.ts';
import { listWords } from '../settings/words.ts';
import { containersOf } from './unknown-image.ts';

/** What one set of inputs showed. */
export interface Looked {
  inputs: Inputs;
  source: Source;
  rendered: Rendered | undefined;
  appSpec: AppSpec | undefined;
}

/** What was looked at, and what only AWS can tell. */
export function toCheckedReport(all: readonly Looked[], { inputs, parts }: Asked): Omit<CheckedReport, 'next'> {
  const places = all.flatMap((one) => wantedServices(one.inputs));
  const labels = (one: Looked): string[] => wantedServices(one.inputs).map((place) => serviceLabel(place, places));
  const services = places.map((place) => serviceLabel(place, places));
  const containers = all.flatMap((one) => {
    const of = parts === undefined || parts.length < 2 ? '' : `${labels(one).join()}/`;
    return containersOf(one.rendered).map((container) => ({ ...container, name: `${of}${container.name}` }));
  });
  const manifest = inputs.manifest === undefined ? [] : [nameOf('manifest', inputs)];
  return {
    documents: [...new Set([...manifest, ...all.flatMap(documentsOf)])],
    containers,
    rules: [...new Set(['inputs', ...(manifest.length === 0 ? [] : ['the manifest']), ...all.flatMap(rulesOf)])],
    notChecked: [
      ...new Set(
        all.flatMap((one) => (isWritten(one) || one.source.failed ? [] : [templateElsewhere(one.inputs, labels(one))])),
      ),
      ...(services.length === 0 ? [] : [fitOf(services)]),
      ...(containers.some(({ image }) => image !== undefined) ? ['whether the images exist'] : []),
      'whether roles, secrets and log groups exist',
    ],
  };
}

function isWritten({ inputs }: Looked): boolean {
  return inputs['task-definition'] !== undefined;
}

function documentsOf({ inputs, appSpec }: Looked): string[] {
  return [
    ...(inputs['task-definition'] === undefined ? [] : [nameOf('task-definition', inputs)]),
    ...(appSpec === undefined ? [] : [nameOf('codedeploy-appspec', inputs)]),
    ...(inputs['service-definition'] === undefined ? [] : [nameOf('service-definition', inputs)]),
  ];
}

function rulesOf(looked: Looked): string[] {
  return [
    ...(isWritten(looked) ? ['files', 'images', 'the task definition'] : ['images']),
    ...(looked.appSpec === undefined ? [] : ['the AppSpec']),
    ...(looked.inputs['service-definition'] === undefined ? [] : ['the service definition']),
  ];
}

/** Red for errors, under `checks: strict` for warnings too; nothing can have been changed, so that need not be said. */
export function checkOutcome(
  problems: readonly Problem[],
  { documents, checks }: Pick<CheckedReport, 'documents'> & Pick<Inputs, 'checks'>,
): Outcome {
  const blocking = problems.filter(
    ({ severity }) => severity === 'error' || (severity === 'warning' && checks === 'strict'),
  );
  const [first] = [...blocking.filter(({ severity }) => severity === 'error'), ...blocking];
  const what = documents.length === 0 ? 'the inputs' : listWords(documents);
  const found = listWords([...countOf(problems, 'error'), ...countOf(problems, 'warning')]) || 'no mistakes';
  const headline = `Checked ${what}: ${found} found.`;
  if (first === undefined) {
    const isUnknown = problems.some(({ rule }) => rule === 'image-unknown');
    return { kind: 'checked', headline: withNote(headline, isUnknown ? ' (without the image)' : ''), causes: [] };
  }
  const strict = first.severity === 'warning' ? ' With checks: strict, that is an error.' : '';
  return { kind: 'failed', headline: `${headline}${strict} First: ${first.message}`, causes: [] };
}

function countOf(problems: readonly Problem[], severity: Severity): string[] {
  const { length } = problems.filter((one) => one.severity === severity);
  return length === 0 ? [] : [`${length} ${severity}${length === 1 ? '' : 's'}`];
}

type Written = 'task-definition' | 'codedeploy-appspec' | 'service-definition' | 'manifest';

function nameOf(input: Written, inputs: Inputs): string {
  const given = inputs[input] ?? { file: 'appspec.yaml' };
  if ('template' in given) return `${input} in the manifest`;
  return 'file' in given ? given.file : `the input ${input}`;
}

/** Where the template is instead. */
function templateElsewhere(inputs: Inputs, services: readonly string[]): string {
  const named = inputs['task-definition-arn'] ?? inputs['task-definition-family'];
  if (named !== undefined) return `the task definition ${named}`;
  if (services.length === 0) return 'a task definition, because no input has one';
  return `the task definition that ${listWords(services)} ${services.length === 1 ? 'runs' : 'run'}`;
}

function fitOf(services: readonly string[]): string {
  const [verb, each] = services.length === 1 ? ['exists', 'it'] : ['exist', 'each'];
  return `whether ${listWords(services)} ${verb}, and what is deployed fits ${each} (load balancer, network, capacity)`;
}
