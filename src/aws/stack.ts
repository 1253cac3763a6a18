import type { Service } from '@aws-sdk/client-ecs';

/** Set by AWS on what a stack created (docs: CloudFormation user guide, resource tags). */
const STACK_TAG = 'aws:cloudformation:stack-name';

/** The CloudFormation stack that a service belongs to. */
export function stackOf(service: Pick<Service, 'tags'> | undefined): string | undefined {
  return service?.tags?.find(({ key }) => key === STACK_TAG)?.value;
}
