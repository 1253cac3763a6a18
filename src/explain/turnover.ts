import { ownReasons } from './own-reasons.ts';
import { GUIDE, ON_FARGATE, ON_INSTANCES, type Pattern } from './pattern.ts';

const PAGE = `${GUIDE}/service-event-messages-list.html`;

/** What keeps old tasks from making room for new ones. */
export const TURNOVER = [
  {
    id: 'tasks-provisioning',
    title: 'Tasks wait for a host and a network interface',
    pattern: /^Tasks wait in (?<status>[A-Z]{5,20}) for a host and a network interface$/,
    plain:
      'AWS has taken the tasks and still looks for a host with room or creates their network interface; no container has begun.',
    causes: [
      { text: 'Fargate is short of capacity in the Availability Zones of the subnets', unless: ON_INSTANCES },
      { text: 'no container instance has room', unless: ON_FARGATE },
      'EC2 is slow to create network interfaces',
    ],
    fix: 'Wait or deploy again; if it stays so, give the service subnets in more Availability Zones, and check their free addresses and the quota "Network interfaces per Region".',
    link: PAGE,
    passes: true,
  },
  {
    id: 'tasks-before-pull',
    title: 'Tasks have not begun to pull their images',
    pattern: /^Tasks wait in (?<status>[A-Z]{5,20}) and have not begun to pull their images$/,
    plain:
      'The tasks have a host, and what comes before the pull is not done: network interface, secrets, registry login, volumes.',
    causes: [
      'the subnets do not reach Secrets Manager, Parameter Store or Amazon ECR: ECS tries several times before the task stops',
      { text: 'a volume or file system does not answer', unless: /^mounts: none$/m },
      { text: 'the agent of the container instance is disconnected', unless: ON_FARGATE },
    ],
    fix: 'Wait until the task stops, which takes minutes: its stop reason says which of these failed. Meanwhile check the route of the subnets to ECR, S3 and the stores of its secrets, and outbound traffic on port 443.',
    link: PAGE,
    passes: true,
  },
  {
    id: 'tasks-behind-stopping',
    title: 'Tasks wait until others on their instance have stopped',
    pattern:
      /^Tasks wait in (?<status>[A-Z]{5,20}) on a container instance where (?<count>\d{1,4}) tasks? still stops?$/,
    plain:
      'ECS has placed the tasks, and the agent begins with a task only when its instance has the CPU, memory and ports free that it reserves: most likely those of the tasks that still stop there ({count}).',
    causes: [],
    fix: 'Have the program end on SIGTERM, or lower `stopTimeout` and the deregistration delay, so that old tasks go sooner; or give the cluster room for one more task. If no task stops there any more and they still wait, look whether the agent of the instance is connected (`agentConnected` in `aws ecs describe-container-instances`).',
    link: PAGE,
    passes: true,
  },
  {
    id: 'tasks-after-pull',
    title: 'Containers do not start although their images are pulled',
    pattern: /^Tasks wait in (?<status>[A-Z]{5,20}) although their images are pulled$/,
    plain:
      'The images of the tasks are complete, and their containers do not start yet: most often one waits for another (`dependsOn`), for its log driver or for a volume.',
    causes: [],
    fix: 'Look at `dependsOn`, log drivers and volumes in the task definition, and at the containers of a task (`aws ecs describe-tasks`): those still PENDING wait for what the others are not.',
    link: PAGE,
    passes: true,
  },
  {
    id: 'tasks-activating',
    title: 'Tasks wait to be registered',
    pattern: /^Tasks wait in (?<status>[A-Z]{5,20}) to be registered$/,
    plain:
      'The containers run, and ECS still registers the tasks with the load balancer, Cloud Map or Service Connect.',
    causes: [],
    fix: 'Wait; if it stays so, look in the events for a registration that failed, and check target group, Cloud Map service and the service-linked role AWSServiceRoleForECS.',
    link: PAGE,
    passes: true,
  },
  {
    id: 'container-untested',
    title: 'A container has no result of its health check yet',
    pattern:
      /^Container (?<name>\S{1,255}) has no result of its health check yet \(every (?<interval>\d{1,4}) s, startPeriod (?<start>\d{1,4}) s\)$/,
    plain:
      'Container {name} runs, and its health check has neither passed nor failed: it runs every {interval} s, and failures in the first {start} s (`startPeriod`) do not count.',
    causes: [],
    fix: 'Wait longer (`wait-for-minutes`), or lower `interval` ({interval} s) and `startPeriod` ({start} s) of the health check of container {name}; ECS counts the task as healthy only after the first check that passes.',
    link: `${GUIDE}/healthcheck.html`,
    passes: true,
  },
  {
    id: 'nothing-started',
    title: 'ECS starts no task and gives no reason',
    pattern: /^ECS has started none of (?<count>\d{1,6}) tasks, and gives no reason$/,
    plain: 'The deployment wants {count} tasks, and ECS has started none and wrote no event that says why.',
    causes: [],
    fix: 'Look at the events of the service in the console and at the AWS Health Dashboard; check that the service-linked role AWSServiceRoleForECS exists and that the cluster has the capacity providers of the service. Then deploy again.',
    link: PAGE,
    echo: true,
  },
  {
    id: 'percent-deadlock',
    title: 'Minimum and maximum percent block the deployment',
    pattern:
      /unable to stop or start tasks during a deployment because of the service deployment configuration|^With (?<desired>\d{1,6}) desired, minimum (?<minimum>\d{1,6})% keeps (?<least>\d{1,6}) running and maximum (?<maximum>\d{1,6})% allows (?<most>\d{1,6}); (?<raised>\d{1,6}) or (?<lowered>\d{1,6}) works$/i,
    plain:
      '`minimumHealthyPercent` [[{minimum} ]]does not allow ECS to stop an old task, and `maximumPercent` [[{maximum} ]]does not allow it to start a new one[[: with {desired} desired, {least} must run and no more than {most} may]].',
    causes: [],
    fix: 'Raise `maximumPercent` to {raised|200}, or lower `minimumHealthyPercent`[[ to {lowered}]].',
    variants: [
      {
        where: 'the service is a DAEMON, whose maximum cannot be raised',
        when: /^scheduling DAEMON$/m,
        fix: 'Lower `minimumHealthyPercent`[[ to {lowered}]] (`minimum-healthy-percent`): a DAEMON service has one task an instance and its maximum stays at 100, so an old task must stop before a new one starts.',
      },
    ],
    link: PAGE,
    noRetryHelps: true,
  },
  {
    id: 'percent-busy',
    title: 'Tasks that start or stop use up the room of the percents',
    pattern:
      /^With (?<desired>\d{1,6}) desired, minimum (?<minimum>\d{1,6})% and maximum (?<maximum>\d{1,6})% leave room$/,
    plain:
      'With {desired} desired, `minimumHealthyPercent` {minimum} and `maximumPercent` {maximum} leave room, so it was used up by tasks that were still starting, draining or stopping.',
    causes: [],
    fix: 'Wait until they have; to deploy faster, shorten the deregistration delay and `stopTimeout`.',
    alternatives: [{ text: 'raise `maximumPercent`', unless: /^strategy (?!ROLLING)/m }],
    link: PAGE,
    passes: true,
  },
  {
    id: 'targets-draining',
    title: 'Old targets are draining',
    pattern:
      /^(?<count>\d{1,6}) old targets? (?:is|are) draining in \(target-group (?<group>[^\s)]{1,255})\)(?:, deregistration delay (?<delay>\d{1,6}) s)?$/,
    plain:
      'The new tasks run. The deployment ends once the old ones have stopped, and they drain first[[: up to {delay} s, the deregistration delay of target group {group}]].',
    causes: [],
    fix: 'Lower the deregistration delay to what a request takes (`aws elbv2 modify-target-group-attributes --attributes Key=deregistration_delay.timeout_seconds,Value=30`), or raise `wait-for-minutes`.',
    link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    passes: true,
  },
  {
    id: 'old-tasks-stopping',
    title: 'Old tasks take long to stop',
    pattern:
      /^(?<count>\d{1,6}) old tasks? (?:is|are) still stopping(?:, asked (?<asked>\d{1,6}) s ago)?(?:; stopTimeout of container (?<container>\S{1,255}): (?<seconds>\d{1,6}) s)?$/,
    plain:
      'The new tasks run. The deployment ends once the old ones have stopped, and {count} of them still run after ECS told them to end (SIGTERM)[[, {asked} s ago]]: a program that does not end then is killed after `stopTimeout`[[ ({seconds} s for container {container})]].',
    causes: [],
    fix: 'Have the program end on SIGTERM (with a shell in between, `exec` it, so that the signal arrives), or lower `stopTimeout`[[ of container {container} from {seconds} s]] to what its work needs (30 s unless set); or raise `wait-for-minutes`.',
    link: `${GUIDE}/task_definition_parameters.html`,
    passes: true,
  },
  {
    id: 'old-tasks-leaving',
    title: 'AWS does not release old tasks',
    pattern:
      /^(?<count>\d{1,6}) old tasks? (?:is|are) still in (?<status>[A-Z]{5,20}), (?<seconds>\d{1,6}) s after the containers ended$/,
    plain:
      'The new tasks run, and the containers of {count} old ones have ended {seconds} s ago. ECS still takes their network interfaces and volumes away ({status}), which takes seconds otherwise.',
    causes: [],
    fix: 'Wait, or deploy again. On instances, check that the agent is connected (`aws ecs describe-container-instances`, `agentConnected`) and restart or replace the instance if it is not; on Fargate, look at the AWS Health Dashboard and open a case with AWS Support with the ARNs of the tasks.',
    link: PAGE,
    passes: true,
  },
  {
    id: 'old-tasks-kept',
    title: 'Old tasks run on, and ECS does not say why',
    pattern:
      /^(?<count>\d{1,6}) old tasks? runs? on, (?<seconds>\d{1,6}) s after the last new one started, and ECS gives no reason; the first: (?<cluster>[\w-]{1,255})\/(?<task>[\w-]{1,64})$/,
    plain:
      'The new tasks run and nothing fails, but ECS has not begun to stop {count} of the old ones, {seconds} s after the last new task started.',
    causes: [
      'they have scale-in protection: the program or somebody set it for as long as a job runs',
      'a task set or another deployment still counts them',
    ],
    fix: 'Look whether they are protected (`aws ecs get-task-protection --cluster {cluster} --tasks {task}`). If `protectionEnabled` is true, wait until the job is done or end it (`aws ecs update-task-protection --no-protection-enabled`); if it is false, look at `deployments` of the service (`aws ecs describe-services`) for another one with running tasks.',
    link: `${GUIDE}/task-scale-in-protection.html`,
    passes: true,
  },
  {
    id: 'new-tasks-scaled-in',
    title: 'The desired count changes while the deployment runs',
    pattern:
      /^ECS ended (?<count>\d{1,6}) new tasks of (?<place>[\w-]{1,255}\/[\w-]{1,255}) again, because fewer were wanted$/,
    plain:
      'The deployment goes on as long as its desired count is not reached, and ECS ended {count} new tasks again because fewer were wanted: something changes the desired count meanwhile.',
    causes: [
      'auto scaling answers to the load of tasks that are starting or ending',
      'a pipeline, a schedule or a person sets the desired count',
    ],
    fix: 'See who changes it (`aws application-autoscaling describe-scaling-activities --service-namespace ecs --resource-id service/{place}`; nothing there: UpdateService in CloudTrail). If it is auto scaling, set `suspend-auto-scaling: true` (the count then stays while the deployment runs), or raise the cooldown or the target value of its policy.',
    link: `${GUIDE}/service-auto-scaling.html`,
    passes: true,
  },
  {
    id: 'scale-in-protection',
    title: 'Old tasks have scale-in protection',
    pattern:
      /unable to scale in due to \(?reason (?<count>\d{1,6}) tasks? under protection|tasks? under protection|number of protected tasks/i,
    plain:
      '{count|Some} old tasks have scale-in protection, so the deployment waits until the protection is removed or expires.',
    causes: ['long jobs are running in the old tasks', 'the application does not remove the protection'],
    fix: 'Wait until these tasks have finished their jobs; or end the protection (`aws ecs update-task-protection --no-protection-enabled`) where their work may be interrupted, and have the application remove it when a job is done.',
    link: `${GUIDE}/task-scale-in-protection.html`,
  },
  {
    id: 'too-many-deployments',
    title: 'Too many earlier deployments are still running',
    pattern: /active deployments exist, unable to create new deployment|too many active deployments/i,
    plain: 'Tasks of several earlier deployments of the service are still running, so ECS starts no new deployment.',
    causes: [
      'old tasks have scale-in protection',
      'old targets take long to drain',
      'there were many deployments in a row',
    ],
    fix: 'Remove the scale-in protection of the old tasks, or stop them; then deploy again.',
    link: `${GUIDE}/task-scale-in-protection.html`,
  },
  {
    id: 'target-registration',
    title: 'ECS cannot register the task with the load balancer',
    pattern:
      /failed to (?:(?:de)?register targets? in|describe target health on)|unable to (?:de)?register targets?|not in the target group VPC/i,
    plain: 'The task is running, but ECS could not register it with the target group.',
    causes: [
      'the target type is `instance`, but tasks with awsvpc need `ip`',
      'the target group belongs to another VPC or has no load balancer',
      { text: 'the role that ECS uses for the load balancer lacks permissions', when: /authori[sz]ed|denied/i },
    ],
    fix: 'Use a target group of type `ip` in the VPC of the tasks, and let a listener forward to it.',
    variants: [
      {
        where: 'it is in another VPC',
        when: /targets are not in the target group VPC '(?<vpc>vpc-\w{1,40})': '(?<target>[^']{1,300})'/i,
        plain: 'The target group is in {vpc}, and the task or instance {target} is in another VPC.',
        fix: 'Create a target group in the VPC of the tasks and let a listener of a load balancer in that VPC forward to it, or run the service in subnets of {vpc} (with EC2: in a cluster whose instances are in {vpc}).',
      },
      {
        where: 'the group is full',
        when: /TooManyRegistrationsForTargetId/i,
        plain: 'A task is registered with as many target groups of the load balancer as its quota allows.',
        fix: 'Ask for a higher quota (Service Quotas, Elastic Load Balancing, "Number of times a target can be registered per application load balancer"), or use fewer target groups of one load balancer for the service.',
      },
      {
        where: 'the load balancer is full',
        when: /TooManyTargets|maximum number of targets/i,
        plain: 'The target group or its load balancer has as many targets as its quota allows.',
        fix: 'Ask for a higher quota (Service Quotas, Elastic Load Balancing, targets per load balancer or target group), or take out targets that nothing uses; then deploy again.',
      },
      {
        where: 'the group is gone',
        when: /target groups? .{0,300}not (?:be )?found|TargetGroupNotFound/i,
        plain: 'The target group of the service no longer exists.',
        fix: 'Create the target group again, or give the service another one with `aws ecs update-service --load-balancers`; then deploy again.',
      },
      ...ownReasons({
        what: 'The task runs, but ECS could not register it with the target group',
        role: 'AWSServiceRoleForECS',
        access: 'elasticloadbalancing:RegisterTargets and DeregisterTargets',
        thing: 'the target group of the service',
        after: 'with \\(error ',
      }),
    ],
    link: `${GUIDE}/troubleshoot-service-load-balancers.html`,
    noRetryHelps: true,
  },
] as const satisfies readonly Pattern[];
