import { AFTER } from './groups.ts';
import type { InputSpec } from './input-spec.ts';
import { CLASSIC_OR_CODE_DEPLOY, DEPLOYS, PROTECTS, REGISTERS_OR_ROLLS_BACK, WRITES_OR_ROLLS_BACK } from './used-by.ts';

/** What happens around a deployment. */
export const AFTER_INPUTS = {
  'keep-revisions': {
    group: AFTER,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    modes: DEPLOYS,
    description:
      'After a successful deployment, deregister the ACTIVE revisions of the family except the newest N and those that a service, a deployment in flight, a rollback, a running task, or an EventBridge rule or schedule needs ([details](after.md#keep-revisions)). It does not look at the services of other clusters. Failing to deregister never changes the outcome.',
  },
  schedules: {
    group: AFTER,
    type: 'names',
    modes: REGISTERS_OR_ROLLS_BACK,
    description:
      'EventBridge rules and EventBridge Scheduler schedules that run the family, by name, one per line or separated by commas (`bus/rule` and `group/schedule` outside the default ones), or `true` for all that run it in the cluster. They are checked before the first write, and run the new revision once the deployment has succeeded, after `mode: rollback` the revision that it returned to; in the modes `register` and `run-task` once it is registered or has run ([details](after.md#schedules)).',
  },
  'suspend-auto-scaling': {
    group: AFTER,
    type: 'boolean',
    default: 'false',
    modes: WRITES_OR_ROLLS_BACK,
    services: CLASSIC_OR_CODE_DEPLOY,
    description:
      'Suspend Application Auto Scaling of the service during the deployment, and restore it exactly as it was, whether the deployment succeeds, fails, times out or is cancelled ([details](after.md#suspend-auto-scaling)). If the job is killed, the next deploy or rollback restores it. If it cannot be restored, the step fails and shows the command to run.',
  },
  'protect-images': {
    group: AFTER,
    type: 'boolean',
    default: 'false',
    modes: PROTECTS,
    description:
      'After a successful deployment, tag in Amazon ECR the images of the live revision and of the one that a rollback would go to (`protected.live.…`, `protected.previous.…`), so that a lifecycle policy can be told to keep them; `mode: rollback` and `mode: continue` do the same ([details](after.md#protect-images)). Tags of earlier deployments are moved or removed. A policy that can still expire such an image is advice, with the rule to add. Failing to tag never changes the outcome.',
  },
  'provenance-tags': {
    group: AFTER,
    type: 'boolean',
    default: 'false',
    modes: REGISTERS_OR_ROLLS_BACK,
    description:
      'Tag each registered revision with the commit, the URL of the run and the actor (`deploy:commit`, `deploy:run-url`, `deploy:actor`), and after a successful deployment the service too. A tag of the same key in `tags` or the file wins. `rollback-to: commit:<sha>` finds revisions by it ([details](after.md#provenance-tags)).',
  },
} as const satisfies Record<string, InputSpec>;
