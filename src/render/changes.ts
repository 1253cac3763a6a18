import type { Tag } from '@aws-sdk/client-ecs';

/** Name and value, in the given order. */
export type Pair = readonly [name: string, value: string];

/** What the inputs change in a template. `input` names the input an image came from. */
export interface Changes {
  images?: readonly { container?: string; image: string; input: string }[];
  /** The tag to put on the image of each chosen container. */
  imageTag?: string;
  /** The input `container-name`. */
  containerNames?: readonly string[];
  variables?: ReadonlyMap<string, string>;
  environment?: readonly Pair[];
  secrets?: readonly Pair[];
  dockerLabels?: readonly Pair[];
  logOptions?: readonly Pair[];
  logDriver?: string;
  /** S3 object ARNs. */
  environmentFiles?: readonly string[];
  command?: readonly string[];
  taskRoleArn?: string;
  executionRoleArn?: string;
  cpu?: string;
  memory?: string;
  cpuArchitecture?: string;
  tags?: readonly Tag[];
  /** Whether the target is an Express service, where the container `Main` is the default. */
  express?: boolean;
}
