import { lastPart, parseServiceArn } from '../aws/arn.ts';
import { soundDocument } from '../check/check.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import { INVISIBLE_FIX, invisibleWords } from '../invisible.ts';
import type { Problem, ServiceDocument } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { readServiceDocument } from '../render/service-document.ts';
import type { Asked } from './asked.ts';
import { fillFromExpress, isExpressDocument } from './express-document.ts';
import { readDocument, type Workspace } from './read-document.ts';
import { phrase } from '../phrases.ts';

const INPUT = 'service-definition';

/** Reads the input `service-definition`, if it is set, and takes from it what the inputs leave out: the service and its cluster. */
export async function withServiceDocument(asked: Asked, world: Workspace): Promise<Asked> {
  const { inputs, bad } = asked;
  const given = inputs[INPUT];
  if (given === undefined) return asked;
  const variables = new Map(inputs.variables);
  const source = await readDocument(
    { given, input: INPUT, variables: inputs.variables, holds: 'service definition' },
    world,
  );
  const read = source.template === undefined ? { problems: [] } : readServiceDocument(source.template, variables);
  const problems = [...asked.problems, ...source.problems, ...read.problems];
  const unread = { ...asked, problems, bad: new Set<InputName>([...bad, INPUT]) };
  if (read.document === undefined) return unread;
  const { fields } = read.document;
  const express = isExpressDocument(fields, inputs);
  const filled = express ? fillFromExpress(asked, read.document) : { inputs, given: asked.given, problems: [] };
  const written: ServiceDocument = { ...read.document, kind: express ? 'express' : 'classic' };
  // Without checks nobody would tell what was left out.
  const document = inputs.checks === 'off' ? written : soundDocument(written);
  const named = nameIt({ ...asked, ...filled }, document);
  return { ...asked, ...named, document, problems: [...problems, ...filled.problems, ...named.problems] };
}

/** A name that an input gives as well has to be the same; with several services it has to be one of them. */
function nameIt(
  { inputs, given, bad }: Asked,
  document: ServiceDocument,
): { inputs: Inputs; given: readonly InputName[]; problems: Problem[] } {
  const { fields, locate } = document;
  const key = 'serviceName' in fields ? 'serviceName' : 'service';
  const service = textOf(fields[key]);
  const cluster = textOf(fields['cluster']);
  const services = inputs.service ?? inputs['service-name'];
  const problems = [
    ...unseenName({ key, text: service, document }),
    ...unseenName({ key: 'cluster', text: cluster, document }),
  ];
  const isUnseen = problems.length > 0;
  if (service !== undefined && services?.every((one) => nameOf(one) === nameOf(service)) === false) {
    problems.push(
      toProblem('service-definition-name', locate([key]), {
        message: `The service definition is for service "${nameOf(service)}", but ${phrase('the-input', 'service')} says ${services.map((one) => `"${nameOf(one)}"`).join(', ')}.`,
        fix: `Remove "${key}", or remove ${phrase('the-input', 'service')}.`,
      }),
    );
  }
  const named = inputs.cluster ?? parseServiceArn(services?.[0] ?? '')?.cluster;
  if (cluster !== undefined && named !== undefined && lastPart(cluster) !== lastPart(named)) {
    problems.push(
      toProblem('service-definition-name', locate(['cluster']), {
        message: `The service definition is for cluster "${lastPart(cluster)}", but the input "${inputs.cluster === undefined ? 'service' : 'cluster'}" says "${lastPart(named)}".`,
        fix: 'Remove "cluster" from the service definition, or make both the same.',
      }),
    );
  }
  const takesName =
    service !== undefined && !isUnseen && services === undefined && !bad.has('service') && !bad.has('service-name');
  const takesCluster = cluster !== undefined && !isUnseen && named === undefined && !bad.has('cluster');
  const isNameless = services === undefined && service === undefined && !bad.has('service');
  if (isNameless && inputs.mode !== 'check') problems.push(noName());
  return {
    inputs: {
      ...inputs,
      ...(takesName ? { service: [nameOf(service)] } : {}),
      ...(takesCluster ? { cluster: lastPart(cluster) } : {}),
      ...(fields['forceNewDeployment'] === true ? { 'force-new-deployment': true } : {}),
    },
    given: [...given, ...(takesName ? (['service'] as const) : []), ...(takesCluster ? (['cluster'] as const) : [])],
    problems,
  };
}

/** AWS would look for a service or cluster of another name than the reader. */
function unseenName({
  key,
  text,
  document,
}: {
  key: string;
  text: string | undefined;
  document: ServiceDocument;
}): Problem[] {
  const words = invisibleWords(text ?? '');
  if (words === undefined) return [];
  const message = `"${key}" of the service definition ${words}.`;
  return [toProblem('service-definition-name', document.locate([key]), { message, fix: INVISIBLE_FIX })];
}

function noName(): Problem {
  return toProblem('no-service', atInput('service'), {
    message: `${phrase('input', 'service')} is empty, and the service definition has no "serviceName".`,
    fix: 'Set service, or add "serviceName" to the service definition.',
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function nameOf(service: string): string {
  return parseServiceArn(service)?.name ?? service;
}
