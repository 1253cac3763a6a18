import type { PatternGroup } from './pattern.ts';

const GUIDE = 'https://docs.aws.amazon.com/codedeploy/latest/userguide';
const TROUBLE = `${GUIDE}/troubleshooting-ecs.html`;

/** What CodeDeploy says about a deployment to ECS (texts: user guide, "Troubleshoot Amazon ECS deployment issues"). */
export const CODE_DEPLOY = {
  title: 'CodeDeploy',
  patterns: [
    {
      id: 'codedeploy-hook-not-allowed',
      title: 'CodeDeploy may not call the function of a hook',
      pattern:
        /(?:The hook (?<hook>\w+) of the CodeDeploy deployment failed: |CodeDeploy).{0,300}not authorized to perform: lambda:InvokeFunction(?: on resource: (?<function>arn:[^\s,]{1,300}))?|lifecycle event hook function .{0,200}(?:could not|cannot|can't) be invoked/i,
      plain: 'CodeDeploy could not call the Lambda function of the hook {hook|in the AppSpec}: it never ran.',
      causes: [
        'the service role of the deployment group lacks lambda:InvokeFunction: AWSCodeDeployRoleForECS allows it for functions whose names begin with CodeDeployHook_ alone',
        'the function was deleted, or lives in another Region or account',
      ],
      fix: 'Allow lambda:InvokeFunction on {function|the function} to the service role of the deployment group, or let the name of the function begin with CodeDeployHook_.',
      link: `${GUIDE}/reference-appspec-file-structure-hooks.html`,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-hook-silent',
      title: 'A hook did not answer CodeDeploy',
      pattern:
        /timed out while waiting for a status callback|(?:function|hook).{0,200}did not (?:return|report|send) a status/i,
      plain: 'The Lambda function of a hook did not report Succeeded or Failed within an hour.',
      causes: [
        'the function’s role lacks codedeploy:PutLifecycleEventHookExecutionStatus',
        'the function ends without calling PutLifecycleEventHookExecutionStatus',
      ],
      fix: 'Let the function call PutLifecycleEventHookExecutionStatus with Succeeded or Failed before it ends, and allow codedeploy:PutLifecycleEventHookExecutionStatus to its role; its log is in CloudWatch (`/aws/lambda/` and its name).',
      link: TROUBLE,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-hook-failed',
      title: 'A hook of the AppSpec failed',
      pattern:
        /lifecycle event validation functions failed|The hook (?<hook>\w+) of the CodeDeploy deployment failed|HOOK_EXECUTION_FAILURE/i,
      plain: 'The hook {hook|in the AppSpec} failed: its Lambda function reported Failed, or could not do its work.',
      causes: ['its test found a mistake in the new revision', 'the function itself failed'],
      fix: 'Look at the log of the hook’s Lambda function, then deploy again.',
      link: TROUBLE,
    },
    {
      id: 'codedeploy-alarm',
      title: 'An alarm stopped the CodeDeploy deployment',
      pattern: /One or more alarms have been activated(?:.*Activated alarms: <?(?<alarm>[^>]+)>?)?|ALARM_ACTIVE/i,
      plain: 'An alarm of the deployment group ({alarm|see the group}) went off while the deployment ran.',
      causes: ['the new revision raises errors or latency', 'the alarm is too tight for the start of a task'],
      fix: 'Look at the metric of the alarm for the time of the deployment and at the log of the new tasks.',
      link: `${GUIDE}/monitoring-create-alarms.html`,
    },
    {
      id: 'codedeploy-ready-timeout',
      title: 'Nobody rerouted the traffic in time',
      pattern: /timed out while waiting for a notification to continue/i,
      plain: 'The deployment group waits for somebody to reroute the traffic, and nobody did in time.',
      causes: ['"Specify when to reroute traffic" of the deployment group', 'the wait is too short'],
      fix: 'Reroute the traffic in time (ContinueDeployment with READY_WAIT), or have the group reroute it immediately.',
      link: TROUBLE,
    },
    {
      id: 'codedeploy-listener',
      title: 'A listener points to the wrong target group',
      pattern: /Primary task ?set target group must be behind listener/i,
      plain: 'CodeDeploy found the production or test listener on another target group than the one that serves now.',
      causes: [
        'Terraform or CloudFormation put the listener back after an earlier deployment',
        'the test listener points to the other target group',
      ],
      fix: 'Point both listeners (and their rules) to the target group of the PRIMARY task set, and have Terraform ignore their default actions.',
      link: TROUBLE,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-role',
      title: 'The role of the deployment group may not do this',
      pattern:
        /The IAM role '?(?<role>arn:\S+?|\S+?)'? does not give you permission to perform operations in the following AWS service: (?<service>\w+)|IAM_ROLE_(?:MISSING|PERMISSIONS)/i,
      plain: 'The service role of the CodeDeploy deployment group lacks a permission ({service|see the message}).',
      causes: ['the role lacks AWSCodeDeployRoleForECS', 'the role was deleted'],
      fix: 'Attach AWSCodeDeployRoleForECS to the service role of the deployment group, and allow it iam:PassRole on the roles of the task definition.',
      link: `${GUIDE}/getting-started-create-service-role.html`,
      noRetryHelps: true,
    },
    {
      id: 'codedeploy-stopped',
      title: 'Somebody stopped the CodeDeploy deployment',
      pattern: /MANUAL_STOP|deployment was stopped by (?:a |the )?user/i,
      plain: 'A person or a script called StopDeployment.',
      causes: ['somebody pressed "Stop deployment" in the console'],
      fix: 'See in CloudTrail who called StopDeployment.',
      link: `${GUIDE}/deployments-stop.html`,
    },
    {
      id: 'codedeploy-unhealthy',
      title: 'The new tasks did not become healthy in time',
      pattern: /timed out while waiting for the replacement task set to become healthy/i,
      plain:
        'CodeDeploy waits 60 minutes for the new tasks to be healthy; why they were not stands at the stopped tasks.',
      causes: ['see the stopped tasks', 'see the health of the targets'],
      fix: 'Look at the stopped tasks of the deployment and at the health of its targets.',
      link: TROUBLE,
      echo: true,
    },
    {
      id: 'codedeploy-step',
      title: 'A step of the CodeDeploy deployment failed',
      pattern: /The step \w+ of the CodeDeploy deployment failed/i,
      plain: 'CodeDeploy gave the deployment up at this step.',
      causes: ['see the other causes'],
      fix: 'Look at the stopped tasks of the deployment and at what CodeDeploy says.',
      link: TROUBLE,
      echo: true,
    },
  ],
} as const satisfies PatternGroup;
