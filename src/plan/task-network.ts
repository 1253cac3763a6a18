import type { AwsVpcConfiguration } from '@aws-sdk/client-ecs';
import { primaryDeployment, primaryTaskSet } from '../aws/service.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Problem, TaskDefinition, TaskTarget } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { Located } from './locate.ts';
import { wantedServices } from './wanted.ts';
import { phrase } from '../phrases.ts';

interface NetworkQuestion {
  inputs: Inputs;
  definition: TaskDefinition;
  lender: Located | undefined;
}

interface NetworkAnswer {
  request: Pick<TaskTarget['request'], 'networkConfiguration'>;
  inherited: string[];
  problems: Problem[];
}

const INPUT_NAMES = [
  'run-task-subnets',
  'run-task-security-groups',
  'run-task-assign-public-IP',
] as const satisfies InputName[];

/** With `awsvpc` a task needs its own network; with any other mode it must not have one (docs: API_RunTask). */
export function planTaskNetwork({ inputs, definition, lender }: NetworkQuestion): NetworkAnswer {
  const given = INPUT_NAMES.filter((name) => inputs[name] !== undefined);
  if (definition.networkMode !== 'awsvpc') return withoutNetwork(given, definition);
  const lent = lenderNetwork(lender);
  const subnets = inputs['run-task-subnets'] ?? lent?.subnets ?? [];
  const securityGroups = inputs['run-task-security-groups'] ?? lent?.securityGroups ?? [];
  const assignPublicIp = inputs['run-task-assign-public-IP'] ?? lent?.assignPublicIp ?? 'DISABLED';
  if (subnets.length === 0) {
    /** The missing service that would supply them is already reported. */
    const isUnread = lender === undefined && wantedServices(inputs).length > 0;
    return { request: {}, inherited: [], problems: isUnread ? [] : [noSubnets(lender)] };
  }
  return {
    request: {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...subnets],
          ...(securityGroups.length === 0 ? {} : { securityGroups: [...securityGroups] }),
          assignPublicIp,
        },
      },
    },
    inherited: lent !== undefined && given.length < INPUT_NAMES.length ? ['network'] : [],
    problems: [],
  };
}

/** A service with the ECS controller shows its network itself, a CodeDeploy service in its task sets, an Express service in its configuration. */
function lenderNetwork(lender: Located | undefined): AwsVpcConfiguration | undefined {
  const service = lender?.service;
  const found =
    service?.networkConfiguration ??
    primaryDeployment(service)?.networkConfiguration ??
    primaryTaskSet(service)?.networkConfiguration;
  if (found?.awsvpcConfiguration !== undefined) return found.awsvpcConfiguration;
  const express = lender?.express?.activeConfigurations?.[0]?.networkConfiguration;
  return express?.subnets === undefined ? undefined : { ...express, subnets: express.subnets };
}

function withoutNetwork(given: readonly InputName[], { networkMode }: TaskDefinition): NetworkAnswer {
  const problems = given.map((input): Problem =>
    toProblem('run-task-network', atInput(input), {
      message: `${phrase('input', input)} is set, but a task with network mode ${networkMode ?? 'bridge'} has no network of its own.`,
      fix: 'Remove it, or set "networkMode": "awsvpc" in the task definition.',
    }),
  );
  return { request: {}, inherited: [], problems };
}

function noSubnets(lender: Located | undefined): Problem {
  const service = lender === undefined ? 'and there is no service to take them from' : `and ${lender.name} has none`;
  return toProblem('run-task-network', atInput('run-task-subnets'), {
    message: `The one-off task needs subnets, because its network mode is awsvpc; none are set, ${service}.`,
    fix: 'Set run-task-subnets (and run-task-security-groups), or a service to take them from.',
  });
}
