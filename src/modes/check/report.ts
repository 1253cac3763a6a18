import type { Inputs } from '../../inputs/spec.ts';
import type { AppSpec, CheckedReport, Outcome, Problem, Rendered, Severity } from '../../model.ts';
import { wantedServices } from '../../plan/locate.ts';
import { serviceLabel } from '../../report/service-label.ts';
import { withNote } from '../images.ts';
import type { Source } from '../read-document.ts';
import { listWords } from '../settings/words.ts';
import { containersOf } from './unknown-image.ts';

interface Looked {
  inputs: Inputs;
  source: Source;
  rendered: Rendered | undefined;
  appSpec: AppSpec | undefined;
}

/** What was looked at, and what only AWS can tell. */
export function toCheckedReport({ inputs, source, rendered, appSpec }: Looked): Omit<CheckedReport, 'next'> {
  const isWritten = inputs['task-definition'] !== undefined;
  const places = wantedServices(inputs);
  const services = places.map((place) => serviceLabel(place, places));
  const containers = containersOf(rendered);
  const documents = [
    ...(isWritten ? [nameOf('task-definition', inputs)] : []),
    ...(appSpec === undefined ? [] : [nameOf('codedeploy-appspec', inputs)]),
    ...(inputs['service-definition'] === undefined ? [] : [nameOf('service-definition', inputs)]),
  ];
  const rules = [
    'inputs',
    ...(isWritten ? ['files', 'images', 'the task definition'] : ['images']),
    ...(appSpec === undefined ? [] : ['the AppSpec']),
    ...(inputs['service-definition'] === undefined ? [] : ['the service definition']),
  ];
  return {
    documents,
    containers,
    rules,
    notChecked: [
      ...(isWritten || source.failed ? [] : [templateElsewhere(inputs, services)]),
      ...(services.length === 0 ? [] : [fitOf(services)]),
      ...(containers.some(({ image }) => image !== undefined) ? ['whether the images exist'] : []),
      'whether roles, secrets and log groups exist',
    ],
  };
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

function nameOf(input: 'task-definition' | 'codedeploy-appspec' | 'service-definition', inputs: Inputs): string {
  const given = inputs[input] ?? { file: 'appspec.yaml' };
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
