import {
  CreateExpressGatewayServiceRequest$,
  CreateServiceRequest$,
  RegisterTaskDefinitionRequest$,
  RunTaskRequest$,
  UpdateExpressGatewayServiceRequest$,
  UpdateServiceRequest$,
} from '@aws-sdk/client-ecs';

/** The schemas of the requests that documents and inputs describe, as the SDK has them. */
export const REQUESTS = {
  RegisterTaskDefinitionRequest: RegisterTaskDefinitionRequest$,
  CreateServiceRequest: CreateServiceRequest$,
  UpdateServiceRequest: UpdateServiceRequest$,
  CreateExpressGatewayServiceRequest: CreateExpressGatewayServiceRequest$,
  UpdateExpressGatewayServiceRequest: UpdateExpressGatewayServiceRequest$,
  RunTaskRequest: RunTaskRequest$,
} as const;

export type RequestName = keyof typeof REQUESTS;
