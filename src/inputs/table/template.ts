import { TEMPLATE } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { TEMPLATED } from './used-by.ts';

/** Where the task definition comes from. */
export const TEMPLATE_INPUTS = {
  'task-definition': {
    group: TEMPLATE,
    type: 'document',
    modes: TEMPLATED,
    description:
      'The task definition: the path of a file, or the document itself (more than one line, or starting with `{` or `[`; up to 128 KiB, which is all that the runner can pass), in JSON (comments allowed) or YAML. The output of `aws ecs describe-task-definition` works too: read-only fields are dropped.',
  },
  'task-definition-arn': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description: 'ARN of the task definition revision to use as the template. Ignored when `task-definition` is set.',
  },
  'task-definition-family': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Family whose latest ACTIVE revision (or `task-definition-revision`) is the template. Ignored when `task-definition` or `task-definition-arn` is set.',
  },
  'task-definition-revision': {
    group: TEMPLATE,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: TEMPLATED,
    description: 'Revision of `task-definition-family` to use as the template.',
  },
  image: {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Image URI to deploy, by digest or by an immutable tag. It goes to the containers in `container-name`; without that, to the only container, to the containers whose image is `__IMAGE_URI__`, or to `Main` on Express.',
  },
  'container-name': {
    group: TEMPLATE,
    type: 'names',
    modes: TEMPLATED,
    description:
      'Container, or comma-separated containers, that get `image` and the changes below. Optional if there is only one candidate.',
  },
  images: {
    group: TEMPLATE,
    type: 'pairs',
    keys: ['name', 'image'],
    modes: TEMPLATED,
    description: 'Images of several containers: `container=uri` lines or a JSON object.',
  },
  'image-tag': {
    group: TEMPLATE,
    type: 'text',
    modes: TEMPLATED,
    description:
      'Tag to deploy, instead of a whole `image`: it replaces the tag or digest of the image that the container has in the template (the file, the revision, or what is live). It goes to the same container as `image`.',
  },
  variables: {
    group: TEMPLATE,
    type: 'pairs',
    keys: ['name', 'value'],
    modes: TEMPLATED,
    description:
      'Values for the `${NAME}` placeholders in the template: `NAME=value` lines or a JSON object. A placeholder without a value is an error on its line.',
  },
} as const satisfies Record<string, InputSpec>;
