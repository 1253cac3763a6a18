import { CODE_DEPLOY_ERRORS } from './codedeploy-errors.ts';
import type { PatternGroup } from './pattern.ts';

const GUIDE = 'https://docs.aws.amazon.com/codedeploy/latest/userguide';
const TROUBLE = `${GUIDE}/troubleshooting-ecs.html`;

/** Line of src/watch/codedeploy/findings.ts. */
const HOOK_FUNCTION = /^Hook \w{1,40}: Lambda function (?<function>[\w-]{1,140}), its log group/m;

/** What CodeDeploy says about a deployment to ECS (texts: user guide, "Troubleshoot Amazon ECS deployment issues"). */
export const CODE_DEPLOY = {
  title: 'CodeDeploy',
  patterns: [
    ...CODE_DEPLOY_ERRORS,
    {
      id: 'codedeploy-hook-not-allowed',
      title: 'CodeDeploy is not allowed to call the function of a hook',
      pattern:
        /(?:The hook (?<hook>\w+) of the CodeDeploy deployment failed: |CodeDeploy).{0,300}not authorized to perform: lambda:InvokeFunction(?: on resource: (?<function>arn:[^\s,]{1,300}))?|lifecycle event hook function .{0,200}(?:could not|cannot|can't) be invoked/i,
      plain: 'CodeDeploy could not call the Lambda function of the hook {hook|in the AppSpec}: it never ran.',
      causes: [
        'the service role of the deployment group lacks lambda:InvokeFunction: AWSCodeDeployRoleForECS allows it only for functions whose names begin with CodeDeployHook_',
        'the function was deleted, or is in another Region or account',
      ],
      fix: "Allow the service role of the deployment group lambda:InvokeFunction on {function|the function}, or start the function's name with CodeDeployHook_.",
      link: `${GUIDE}/reference-appspec-file-structure-hooks.html`,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-hook-silent',
      title: 'A hook did not answer CodeDeploy',
      pattern:
        /(?:The hook (?<hook>\w+) of the CodeDeploy deployment failed: .{0,40})?timed out while waiting for a status callback|(?:function|hook).{0,200}did not (?:return|report|send) a status(?:.{0,200}:function:(?<function>[\w-]{1,140}))?/i,
      plain: 'The Lambda function of {hook|a hook} did not report Succeeded or Failed within an hour.',
      causes: [
        'the function’s role lacks codedeploy:PutLifecycleEventHookExecutionStatus',
        'the function ends without calling PutLifecycleEventHookExecutionStatus',
      ],
      fix: 'Have the function call PutLifecycleEventHookExecutionStatus with Succeeded or Failed before it ends, and allow its role codedeploy:PutLifecycleEventHookExecutionStatus; its log is in CloudWatch (`/aws/lambda/{function|FUNCTION}`, with the name that the AppSpec has for {hook|it} in `Hooks`).',
      variants: [
        {
          where: 'the AppSpec was given to this run',
          when: HOOK_FUNCTION,
          fix: 'Have the function {function} call PutLifecycleEventHookExecutionStatus with Succeeded or Failed before it ends, and allow its role codedeploy:PutLifecycleEventHookExecutionStatus; its log is in CloudWatch (/aws/lambda/{function}).',
        },
      ],
      link: TROUBLE,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-role',
      title: 'The role of the deployment group lacks a permission',
      pattern:
        /(?:The hook (?<hook>\w+) of the CodeDeploy deployment failed: )?The IAM role '?(?:arn:\S{1,200}?\/)?(?<role1>[\w+=,.@-]{1,64})'? does not give you permission to perform operations in the following AWS service: (?<service>\w+)|service role (?:arn:\S{1,200}?\/)?(?<role2>[\w+=,.@-]{1,64}).{0,120}IAM_ROLE_MISSING|IAM_ROLE_(?:MISSING|PERMISSIONS)/i,
      plain: 'The service role of the CodeDeploy deployment group[[ ({role})]] lacks a permission[[ ({service})]].',
      causes: [],
      fix: 'Attach AWSCodeDeployRoleForECS to {role|the service role of the deployment group}, and allow it iam:PassRole on the roles of the task definition.',
      variants: [
        {
          where: 'it does not exist, or may not be assumed',
          when: /IAM_ROLE_MISSING/,
          plain:
            'CodeDeploy cannot use the service role of the deployment group[[ ({role})]]: it does not exist, or does not trust codedeploy.amazonaws.com.',
          fix: 'Create {role|the role} with a trust policy for codedeploy.amazonaws.com and the policy AWSCodeDeployRoleForECS, or set `serviceRoleArn` of the deployment group to a role that has both.',
        },
        {
          where: 'it may not call Lambda',
          when: /AWS service: AWSLambda[\s\S]*$/i,
          plain:
            'CodeDeploy calls the functions of hooks with the service role of the deployment group, and {role} is not allowed to call Lambda: the hook {hook|of the AppSpec} never ran.',
          fix: 'Allow the role {role}, the service role of the deployment group, lambda:InvokeFunction on the function that the AppSpec has for {hook|the hook} in `Hooks`; AWSCodeDeployRoleForECS allows it for functions whose names begin with CodeDeployHook_.',
        },
        {
          where: 'it may not read Amazon S3',
          when: /AWS service: AmazonS3/i,
          fix: 'Allow the role {role}, the service role of the deployment group, s3:GetObject on the AppSpec in Amazon S3, or give the AppSpec as text (`codedeploy-appspec`).',
        },
        {
          where: 'it may not read the alarms',
          when: /AWS service: AmazonCloudWatch/i,
          plain:
            'The service role of the deployment group ({role}) may not read the CloudWatch alarms of the deployment group.',
          fix: 'Allow the role {role} cloudwatch:DescribeAlarms (AWSCodeDeployRoleForECS has it), or take the alarms out of the deployment group.',
        },
        {
          where: 'it may not use the load balancer',
          when: /AWS service: (?:AmazonElasticLoadBalancing|ElasticLoadBalancing)\w{0,10}/i,
          fix: 'Attach AWSCodeDeployRoleForECS to the role {role}, the service role of the deployment group: it allows elasticloadbalancing:ModifyListener and ModifyRule.',
        },
      ],
      link: `${GUIDE}/getting-started-create-service-role.html`,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-hook-failed',
      title: 'A hook of the AppSpec failed',
      pattern:
        /lifecycle event validation functions failed|The hook (?<hook>\w+) of the CodeDeploy deployment failed|HOOK_EXECUTION_FAILURE/i,
      plain: 'The hook {hook|in the AppSpec} failed: its Lambda function reported Failed or crashed.',
      causes: ['its test found an error in the new revision', 'the function itself failed'],
      fix: 'Read in the log of the Lambda function which check failed (CloudWatch, `/aws/lambda/FUNCTION` with the name that the AppSpec has for {hook|the hook} in `Hooks`), correct what it found in the new revision, then deploy again.',
      variants: [
        {
          where: 'the function timed out',
          when: /Task timed out after (?<seconds>[\d.]{1,8}) seconds/i,
          plain:
            'The Lambda function of the hook {hook|in the AppSpec} did not end within its timeout ({seconds} s), so it reported nothing.',
          fix: 'Raise the timeout of the function that the AppSpec has for {hook|the hook} in `Hooks` above {seconds} s (`aws lambda update-function-configuration --timeout`, at most 900), and give it a way to what it tests (its subnets and security group).',
        },
        {
          where: 'the function is broken itself',
          when: /(?<error>Runtime\.\w{3,40}|Unable to import module|errorType[^,\n]{3,80})/,
          plain: 'The Lambda function of the hook {hook|in the AppSpec} crashed ({error}): nothing was tested.',
          fix: 'Correct the function that the AppSpec has for {hook|the hook} in `Hooks` (its handler, package and dependencies); the new revision of the service is not to blame.',
        },
        {
          where: 'the AppSpec was given to this run',
          when: HOOK_FUNCTION,
          plain: 'The hook {hook|in the AppSpec} failed: its Lambda function {function} reported Failed or crashed.',
          fix: 'Read in its log which check failed (CloudWatch, /aws/lambda/{function}; `aws logs tail /aws/lambda/{function} --since 1h`), correct what it found in the new revision or the function itself, then deploy again.',
        },
      ],
      link: TROUBLE,
    },
    {
      id: 'codedeploy-alarm',
      title: 'An alarm stopped the CodeDeploy deployment',
      pattern:
        /One or more alarms have been activated(?:.*?Activated alarms: <?(?<alarm>[^>]{1,255})>?(?:[\s,]{1,3}<(?<second>[^>]{1,255})>)?(?:[\s,]{1,3}<(?<third>[^>]{1,255})>)?)?|ALARM_ACTIVE/i,
      plain:
        'An alarm of the deployment group ({alarm|see the group}[[ and {second}]][[ and {third}]]) went into ALARM during the deployment.',
      causes: [
        'the new revision causes errors or latency',
        'the alarm threshold is too low for tasks that are starting',
      ],
      fix: 'Look at the metric of {alarm|the alarm}[[ and of {second}]][[ and of {third}]] during the deployment (`aws cloudwatch describe-alarm-history`) and at the logs of the new tasks: correct what they show, or the threshold if new tasks always cross it for a moment.',
      link: `${GUIDE}/monitoring-create-alarms.html`,
    },
    {
      id: 'codedeploy-ready-timeout',
      title: 'Nobody rerouted the traffic in time',
      pattern:
        /timed out while waiting for a notification to continue(?:\. This time ?out period is (?<minutes>\d{1,5}) minutes?)?/i,
      plain:
        'The new tasks were ready. The deployment group waits for a person to reroute the traffic, and nobody did[[ within {minutes} minutes]].',
      causes: [],
      fix: 'Deploy again and reroute the traffic[[ within {minutes} minutes]] (`mode: continue`, or ContinueDeployment with READY_WAIT); or have the deployment group reroute it by itself: `deploymentReadyOption.actionOnTimeout` CONTINUE_DEPLOYMENT, or a longer `waitTimeInMinutes`.',
      link: TROUBLE,
    },
    {
      id: 'codedeploy-listener',
      title: 'A listener points to the wrong target group',
      pattern: /Primary task ?set target group must be behind listener(?: (?<listener>arn:[\w:/-]{1,300}))?/i,
      plain: 'The production or test listener does not forward to the target group that serves now.',
      causes: [
        'Terraform or CloudFormation reset the listener after an earlier deployment',
        'the test listener points to the other target group',
      ],
      fix: 'Have the rules of {listener|both listeners} forward to the target group of the PRIMARY task set (`aws ecs describe-services`, `taskSets`), and have Terraform ignore the default actions of the listeners.',
      link: TROUBLE,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-weights',
      title: 'A listener sends traffic to the target group of the new tasks already',
      pattern: /Green task ?set target group cannot have non-zero weight/i,
      plain:
        'Before the traffic shifts, the rule of the listener must give the target group of the new tasks (green) the weight 0, and it gives it more.',
      causes: [],
      fix: 'Set the weight of the green target group to 0 in the rule of the production listener, and that of the group of the PRIMARY task set to 100 (`aws elbv2 modify-rule`, or `modify-listener` for a default action), then deploy again; have Terraform ignore these actions, since it resets them.',
      link: TROUBLE,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-foreign-group',
      title: 'The listener forwards to a target group that is not in the deployment group',
      pattern:
        /Only target groups? in ECS deployment group \((?<groups>[^)]{1,700})\) can be set on listener (?<listener>arn:[\w:/-]{1,300})/i,
      plain:
        'The listener {listener} forwards to a target group that the CodeDeploy deployment group does not have: CodeDeploy shifts traffic only between its own two.',
      causes: [],
      fix: 'Have the rule of listener {listener} forward to none but {groups}, and move the other target group to a rule of its own.',
      link: TROUBLE,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-stopped',
      title: 'Somebody stopped the CodeDeploy deployment',
      pattern: /MANUAL_STOP|deployment was stopped by (?:a |the )?user/i,
      plain: 'A person or a script called StopDeployment.',
      causes: ['somebody pressed "Stop deployment" in the console'],
      fix: 'Look up who called StopDeployment in CloudTrail (event source codedeploy.amazonaws.com), then deploy again if the new revision is wanted.',
      link: `${GUIDE}/deployments-stop.html`,
    },
    {
      id: 'codedeploy-unhealthy',
      title: 'The new tasks did not become healthy in time',
      pattern:
        /timed out while waiting for the replacement task set to become healthy(?:\. This time ?out period is (?<minutes>\d{1,5}) minutes?)?|HEALTH_CONSTRAINTS/i,
      plain:
        'The new tasks did not become healthy in the time that CodeDeploy waits[[ ({minutes} minutes)]]; the stopped tasks show why.',
      causes: ['see the stopped tasks', 'see the health of the targets'],
      fix: 'Check the stopped tasks of the deployment and the health of its targets.',
      link: TROUBLE,
      echo: true,
    },
    {
      id: 'codedeploy-step',
      title: 'A step of the CodeDeploy deployment failed',
      pattern: /The step \w+ of the CodeDeploy deployment failed/i,
      plain: 'CodeDeploy failed at this point of the deployment.',
      causes: ['see the other causes'],
      fix: 'Check the stopped tasks of the deployment and the messages of CodeDeploy.',
      link: TROUBLE,
      echo: true,
    },
  ],
} as const satisfies PatternGroup;
