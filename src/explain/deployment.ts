import { GUIDE, type PatternGroup } from './pattern.ts';
import { phrase } from '../phrases.ts';

/** Why a deployment was stopped or rolled back. */
export const DEPLOYMENT = {
  title: 'Deployments: alarms, traffic, circuit breaker',
  patterns: [
    {
      id: 'auto-scaling',
      title: 'Auto scaling changed the desired count',
      pattern: /^Message: Successfully set desired count to|Change successfully fulfilled by ecs/i,
      plain: 'Application Auto Scaling changed the desired count of the service, as its policy says.',
      causes: ['an alarm of a scaling policy, a schedule or a person'],
      fix: 'No action is needed.',
      link: `${GUIDE}/service-auto-scaling.html`,
      normal: true,
    },
    {
      id: 'alarm',
      title: 'A CloudWatch alarm stopped the deployment',
      pattern:
        /^(?!.*\bis not monitored\b).*(?:\balarms?(?:\(s\))? .{0,300}(?:detected|triggered|activated|\bALARM\b)|\balarm detected|(?:because of|due to|by) .{0,40}\balarms?\b)/i,
      plain: 'An alarm that watches the deployment went into ALARM.',
      causes: [
        'the new revision causes errors or latency',
        'the alarm threshold is too low for tasks that are starting',
      ],
      fix: "Check the alarm's metric during the deployment and the logs of the new tasks.",
      variants: [
        {
          where: 'the tasks failed for a reason of their own',
          when: /^another cause comes first$/m,
          plain:
            'An alarm that watches the deployment went into ALARM, most likely because of the cause that is named first.',
          fix: 'Fix the cause that is named first, then deploy again; if the alarm goes off all the same, look at its metric (`aws cloudwatch describe-alarm-history`).',
        },
        {
          where: 'the new tasks log an error meanwhile',
          when: /(?:^CloudWatch alarm|\balarms?(?:\(s\))?:?) (?<alarm>(?!detected|was |were |went )[\w./+@-]{1,255}?(?:, [\w./+@-]{1,255}?){0,9}) (?:went into|was|were|is in|are in|in|entered)\b[\s\S]*^the new tasks log an error$/im,
          plain:
            'An alarm that watches the deployment ({alarm}) went into ALARM. No task failed, but the new ones log an error, which may be what it answers to.',
          fix: 'Correct the error that the new tasks log, then deploy again; if it has nothing to do with {alarm}, check the metric of {alarm} during the deployment (`aws cloudwatch describe-alarm-history`).',
        },
        {
          where: 'the text names none, and the service has some',
          when: /alarm detected[\s\S]*^deployment alarms: (?<alarm>.{1,300})$/m,
          plain: 'An alarm that watches the deployment ({alarm}) went into ALARM.',
          fix: 'Check the metric of {alarm} during the deployment (`aws cloudwatch describe-alarm-history`) and the logs of the new tasks: correct what they show, or the threshold if new tasks always cross it for a moment.',
        },
        {
          where: 'the alarm is named',
          when: /(?:^CloudWatch alarm|\balarms?(?:\(s\))?:?) (?<alarm>(?!detected|was |were |went )[\w./+@-]{1,255}?(?:, [\w./+@-]{1,255}?){0,9}) (?:went into|was|were|is in|are in|in|entered)\b/im,
          plain: 'An alarm that watches the deployment ({alarm}) went into ALARM.',
          fix: 'Check the metric of {alarm} during the deployment (`aws cloudwatch describe-alarm-history`) and the logs of the new tasks: correct what they show, or the threshold if new tasks always cross it for a moment.',
        },
      ],
      link: `${GUIDE}/deployment-alarm-failure.html`,
    },
    {
      id: 'traffic-rules',
      title: 'Listener rules and target groups do not match the strategy',
      pattern:
        /invalid networking configuration.*(?:listener|target ?group|rules not found)|productionListenerRule|testListenerRule|both production and test listener rules|Duplicate targetGroupArn/i,
      plain:
        'Blue/green, linear and canary deployments shift traffic between two target groups with listener rules, and these rules are not set up for that.',
      causes: [
        'a rule does not forward to both target groups, or another rule does',
        'both target groups get traffic before the deployment: one of them must have weight 0',
        'a rule was deleted or replaced, so its ARN is wrong',
        'the ARN is that of a listener, and a rule is required (Application Load Balancer)',
      ],
      fix: 'Have the production rule forward only to the two target groups of the service, one of them with weight 0, and correct the rules in `advancedConfiguration`.',
      variants: [
        {
          where: 'no rule forwards to a target group',
          when: /Target group \S{1,200}:targetgroup\/(?<group>[\w-]{1,64})\/\w+ is not associated with/i,
          plain:
            'Blue/green, linear and canary shift traffic with listener rules, and neither the production nor the test rule forwards to target group {group}.',
          fix: 'Let the production rule (or the test rule) forward to target group {group}, with weight 0 where the other group serves, or correct the rules in `advancedConfiguration`.',
        },
        {
          where: 'two target groups serve at once',
          when: /(?<rule>arn:\S{1,300}) should have exactly one target group serving traffic but found (?<count>\d{1,3})/i,
          plain:
            '{count} target groups get traffic before the deployment; the production rule must send all of it to one.',
          fix: 'Set the weight of all target groups but the one that serves to 0 in {rule}, then deploy again.',
        },
        {
          where: 'the rule forwards elsewhere',
          when: /unexpected target group \S{1,200}:targetgroup\/(?<stray>[\w-]{1,64})\/\w+(?:.{0,80}targetGroupArn: \S{1,200}:targetgroup\/(?<blue>[\w-]{1,64})\/\w+ or alternateTargetGroupArn: \S{1,200}:targetgroup\/(?<green>[\w-]{1,64}))?/i,
          plain:
            'The production rule forwards to target group {stray}, which is not one of the service[[ ({blue}, {green})]].',
          fix: 'Take {stray} out of the production rule, so that it forwards only to the target groups of the service[[ ({blue} and {green})]], or name the right rule in `advancedConfiguration`.',
        },
        {
          where: 'the ARN is that of a listener',
          when: /(?<field>\w{4,10}ListenerRule) has an invalid ARN format.{0,120}Got: (?<arn>arn:\S{1,300})/i,
          plain: '`{field}` names a listener ({arn}); behind an Application Load Balancer it must name a rule.',
          fix: 'Set `{field}` in `advancedConfiguration` to the ARN of the listener rule (…:listener-rule/app/…); only a Network Load Balancer takes the listener.',
        },
        {
          where: 'one rule is used twice',
          when: /both production and test listener rules: (?<rule>arn:\S{1,300})/i,
          plain: 'The production and the test rule are the same: {rule}.',
          fix: 'Create a rule of its own for test traffic (another port, path or header) and name it as `testListenerRule`.',
        },
        {
          where: 'a rule does not exist',
          when: /rules? (?:(?<rule>arn:\S{1,300}) )?(?:was |were )?not found|rule (?:arn:\S{1,300} )?does not exist/i,
          plain: 'A listener rule in `advancedConfiguration` does not exist any more[[: {rule}]].',
          fix: 'Correct `productionListenerRule` and `testListenerRule` in `advancedConfiguration` of the load balancer settings to rules that exist: a rule that was deleted and created again has another ARN.',
        },
      ],
      link: `${GUIDE}/troubleshooting-blue-green.html`,
      noRetryHelps: true,
    },
    {
      id: 'superseded',
      title: 'A newer deployment replaced this one',
      pattern:
        /(?:stopped|replaced|superseded|cancell?ed) (?:because|by|due to) .{0,60}\b(?:new|newer|another|superseded|later)\b|superseded by/i,
      plain: 'A newer deployment of the same service started, and ECS runs only the newest.',
      causes: [
        `two ${phrase('workflow')}s deploy the same service`,
        'somebody deployed by hand, or with Terraform or CDK',
      ],
      fix: `To prevent this, ${phrase('one-at-a-time')}, or use \`if-in-progress: wait\`.`,
      link: `${GUIDE}/service-deployment.html`,
    },
    {
      id: 'pause-over',
      title: 'The pause is over already',
      pattern: /hookId is either completed, unavailable|Invalid hookId|Continuing a service deployment is not allowed/i,
      plain: 'This deployment has no pause that could be continued.',
      causes: [
        'somebody already continued it, or it timed out',
        'the deployment ended',
        'the id of the hook belongs to another deployment',
      ],
      fix: 'Check the state of the deployment; deploy again if it was rolled back.',
      link: `${GUIDE}/continue-service-deployment.html`,
    },
    {
      id: 'service-deployment-gone',
      title: 'The service deployment does not exist',
      pattern: /The service deployment does not exist/i,
      plain: 'ECS does not have this service deployment, or no longer has it.',
      causes: ['it is older than 90 days', 'it is in another Region or account', 'the ARN has a typo'],
      fix: 'Look up the deployment again: `aws ecs list-service-deployments`.',
      link: `${GUIDE}/service-deployment.html`,
    },
    {
      id: 'stage-timeout',
      title: 'A stage of the deployment took too long',
      pattern:
        /\b(?<stage>[A-Z]{3,20}(?:_[A-Z]{2,20}){0,4})\b.{0,40}(?:exceeded the maximum (?:time|duration)|(?:stage|time).{0,20}(?:exceeded|timed out))(?:.{0,30}?(?<hours>\d{1,3}) hours)?/,
      plain: 'The deployment stayed at stage {stage} longer than ECS allows[[ ({hours} hours)]].',
      causes: [],
      fix: 'Find what stage {stage} waited for (tasks that do not become healthy at SCALE_UP, traffic or a hook elsewhere): the events and stopped tasks of the service show it; then deploy again.',
      link: `${GUIDE}/blue-green-deployment-how-it-works.html`,
      echo: true,
    },
    {
      id: 'rolled-back-by-user',
      title: 'Somebody asked for the rollback',
      pattern:
        /requested by (?:the |a )?user|by user request|(?:user|manual)(?:ly)?[ -](?:request|initiated)|StopServiceDeployment/i,
      plain: 'A person or a script called StopServiceDeployment.',
      causes: ['somebody pressed "Roll back" in the console'],
      fix: `Check CloudTrail for who called StopServiceDeployment, and ask why; then run ${phrase('step')} again.`,
      link: `${GUIDE}/stop-service-deployment.html`,
    },
    {
      id: 'circuit-breaker',
      title: 'The circuit breaker tripped',
      pattern: /circuit breaker|deployment failed: tasks failed to start|tasks failed to start/i,
      plain: 'Too many tasks of the new revision failed in a row; the stopped tasks show why.',
      causes: ['see the stopped tasks', 'see the health of the targets'],
      fix: 'Check the stopped tasks of the deployment.',
      variants: [
        {
          where: 'ECS lists no stopped task any more',
          when: /^no stopped task is listed(?:, log groups (?<groups>.{1,600}))?$/m,
          plain:
            'Too many tasks of the new revision failed in a row, and ECS no longer lists any of them: it keeps a stopped task for about an hour.',
          fix: 'Read what the containers logged during the deployment[[ (log group {groups})]]. To see why the tasks stop, deploy again: a step that watches the deployment reads its tasks while ECS still lists them.',
        },
        {
          where: 'there is no deployment to roll back to',
          when: /no rollback candidate/i,
          plain:
            'Too many tasks of the new revision failed in a row, and ECS has no earlier deployment of the service that succeeded, so it rolled back to none; the stopped tasks show why they failed.',
        },
      ],
      link: `${GUIDE}/deployment-circuit-breaker.html`,
      echo: true,
    },
    {
      id: 'inconsistent-start',
      title: 'Tasks fail again and again',
      pattern: /unable to consistently start tasks successfully/i,
      plain: 'Tasks of the service keep failing, so ECS waits longer and longer between attempts (up to 15 minutes).',
      causes: ['see the stopped tasks'],
      fix: 'Check the stopped tasks; turn the circuit breaker on (`circuit-breaker`) so that such a deployment ends.',
      link: `${GUIDE}/service-throttle-logic.html`,
      echo: true,
    },
    {
      id: 'unable-steady',
      title: 'The service does not reach a steady state',
      pattern: /was unable to reach (?:a )?steady state/i,
      plain: 'The service does not reach its desired number of healthy tasks.',
      causes: ['see the reason in the message'],
      fix: 'Check the reason in the message and the stopped tasks.',
      link: `${GUIDE}/service-event-messages-list.html`,
      echo: true,
    },
    {
      id: 'alarm-missing',
      title: 'A deployment alarm does not exist',
      pattern:
        /(?:CloudWatch )?alarms? [("']{0,2}(?<alarm>[\w .:/-]{1,200}?)['")]{0,2},? (?:does not exist|do not exist|(?:was|were|is|could) not (?:be )?found)/i,
      plain:
        'ECS is to watch the alarm {alarm} during the deployment, and CloudWatch has no such alarm in this Region.',
      causes: [],
      fix: 'Create the alarm {alarm} in <region>, or correct its name in `deployment-alarms` (`deploymentConfiguration.alarms.alarmNames` of the service).',
      link: `${GUIDE}/deployment-alarm-failure.html`,
      noRetryHelps: true,
    },
    {
      id: 'deployment-failed',
      title: 'ECS says that the deployment failed',
      pattern:
        /deployment (?:ecs-svc\/\d+\) )?(?:deployment )?failed(?! because)|rolling back to deployment|Service deployment (?:rolled back|stopped)/i,
      plain: 'ECS failed the deployment.',
      causes: ['see the other causes'],
      fix: 'Check the stopped tasks and events.',
      variants: [
        {
          where: 'ECS gives a reason that is not known here',
          when: /Service deployment (?:rolled back|stopped) because (?:of )?(?<why>[^\n]{4,300}?)\.?$/im,
          plain: 'ECS failed the deployment and gives as the reason "{why}", for which no explanation is known.',
          fix: 'Correct what the reason names, then deploy again; the events and stopped tasks of the service may say more.',
        },
      ],
      link: `${GUIDE}/service-deployment.html`,
      echo: true,
    },
    {
      id: 'codedeploy-controller',
      title: 'The service belongs to CodeDeploy',
      pattern: /on services with a CODE_DEPLOY deployment controller/i,
      plain:
        'CodeDeploy deploys this service, so UpdateService cannot change its task definition, network or load balancers.',
      causes: ['the deployment controller of the service is CODE_DEPLOY'],
      fix: 'Deploy through CodeDeploy, or move the service to the ECS deployment controller and its blue/green strategy.',
      link: `${GUIDE}/migrate-codedeploy-to-ecs-bluegreen.html`,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-busy',
      title: 'The deployment group is busy',
      pattern: /Deployment Group '?[^']{1,255}'? already has an active Deployment '?(?<deployment>d-\w{1,40})?/i,
      plain: 'Another deployment ({deployment|see CodeDeploy}) is running in this deployment group.',
      causes: [`two ${phrase('workflow')}s run at the same time`, 'a deployment is waiting to terminate its old tasks'],
      fix: `Wait for it, or stop it. To prevent this, ${phrase('one-at-a-time')}.`,
      link: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-stop.html',
    },
    {
      id: 'advanced-configuration',
      title: 'The strategy needs two target groups',
      pattern:
        /advancedConfiguration field is (?:required|not allowed)|loadBalancers must have advancedConfiguration|loadBalancers must be strictly either/i,
      plain: 'Blue/green, linear and canary shift traffic between two target groups, and the service has only one.',
      causes: ['the strategy was changed without the load balancers'],
      fix: 'Add an `advancedConfiguration` with the alternate target group, production rule and role to each load balancer.',
      link: `${GUIDE}/troubleshooting-blue-green.html`,
      noRetryHelps: true,
    },
    {
      id: 'waiter-gave-up',
      title: 'A waiter timed out',
      pattern: /Resource is not in the state servicesStable|Waiter ServicesStable failed/i,
      plain: 'Another tool waited for the service to become steady and timed out; it does not say what was missing.',
      causes: ['tasks fail', 'old targets drain for 300 s', 'the wait is shorter than the deployment'],
      fix: 'Check the stopped tasks and events; lower the deregistration delay of the target group.',
      link: `${GUIDE}/service-event-messages-list.html`,
      echo: true,
    },
    {
      id: 'steady',
      title: 'The service is steady',
      pattern: /has reached a steady state|deployment completed|ECS deployment \S+ (?:in progress|completed)/i,
      plain: 'All tasks are running and healthy.',
      causes: ['the deployment is done'],
      fix: 'No action is needed.',
      link: `${GUIDE}/service-event-messages-list.html`,
      normal: true,
    },
    {
      id: 'progress',
      title: 'The service is starting, stopping or registering tasks',
      pattern:
        /^(?:\(task set [^)]{0,300}\) )?(?:has started \d+ tasks|has stopped \d+ running tasks|(?:has )?stopped \d+ pending tasks|(?:de)?registered \d+ targets|set desired count|updated (?:state to|computedDesiredCount))/i,
      plain: 'ECS reports its progress.',
      causes: ['a deployment is running'],
      fix: 'No action is needed.',
      link: `${GUIDE}/service-event-messages-list.html`,
      normal: true,
    },
  ],
} as const satisfies PatternGroup;
