import { ownReasons } from './own-reasons.ts';
import { GUIDE, type PatternGroup } from './pattern.ts';

const PAGE = `${GUIDE}/deployment-lifecycle-hooks.html`;
const STAGE = '\\b(?<stage>[A-Z_]{6,40}) ';

/** Lifecycle hooks of blue/green, linear and canary deployments; tried before roles and permissions, which a hook's text may name too. */
export const HOOKS = {
  title: 'Lifecycle hooks',
  patterns: [
    {
      id: 'express-provisioning',
      title: 'ECS could not create the resources of an Express service',
      pattern: /PROVISIONING lifecycle hook(?:\(s\)|s)? failed/i,
      plain:
        'ECS creates load balancer, certificate, scaling and logs of an Express service before its tasks, and that failed.',
      causes: [
        { text: 'the role in `infrastructure-role-arn` lacks a permission', unless: /quota|limit/i },
        { text: 'a quota of the account is reached', unless: /AccessDenied|not authorized/i },
      ],
      fix: 'Attach AmazonECSInfrastructureRoleforExpressGatewayServices to the role in `infrastructure-role-arn`, and look at the reason of each resource (`aws ecs describe-service-revisions`); delete a service that was never created completely before you create it again.',
      link: `${GUIDE}/express-service-troubleshooting.html`,
      echo: true,
    },
    {
      id: 'traffic-not-allowed',
      title: 'The role for the load balancer lacks a permission',
      pattern: new RegExp(
        `(?:(?:${STAGE})?(?:lifecycle )?hook(?:\\(s\\)|s)? failed|failed to (?:(?:de)?register targets? in|describe target health on)).{0,400}not authorized to perform: (?<action>elasticloadbalancing:\\w{1,80})(?: on resource: (?<resource>arn:\\S{1,300}))?`,
        'i',
      ),
      plain:
        'ECS manages targets and traffic with the role of the load balancer, and {caller|that role} is not allowed to call {action}[[ on {resource}]][[ (stage {stage})]].',
      causes: [],
      fix: 'Attach AmazonECSInfrastructureRolePolicyForLoadBalancers to {caller|the role in `advancedConfiguration.roleArn`}, or allow it {action}[[ on {resource}]].',
      link: `${GUIDE}/AmazonECSInfrastructureRolePolicyForLoadBalancers.html`,
      noRetryHelps: true,
      settles: true,
    },
    {
      id: 'hook-timeout',
      title: 'A lifecycle hook timed out',
      pattern: new RegExp(
        `${STAGE}(?:pause |lifecycle )?hook(?:\\(s\\)|s)? (?:timed out|failed\\. Lifecycle hook target \\S{1,200} timed out)`,
        'i',
      ),
      plain: 'Nobody continued the pause, or the hook did not answer in time, at stage {stage}.',
      causes: [
        { text: 'nobody called ContinueServiceDeployment', when: /pause/i },
        { text: 'the function runs longer than its timeout', unless: /pause/i },
      ],
      fix: 'Continue the deployment in time, or give the hook a longer `timeoutConfiguration`.',
      variants: [
        {
          where: 'it is a Lambda function',
          when: /:function:(?<function>[\w-]{1,140}) timed out/i,
          plain:
            'The Lambda function {function} of the hook at stage {stage} gave no result in time: it hangs, or answers IN_PROGRESS for longer than the hook may take.',
          fix: 'Read in the log of {function} (/aws/lambda/{function}) what it waits for, and have it return SUCCEEDED or FAILED; or give the hook more time (`timeoutConfiguration`).',
        },
        {
          where: 'it is a pause',
          when: /pause hook/i,
          plain: 'The deployment was paused at stage {stage}, and nobody continued it in time.',
          fix: 'Continue the deployment in time (`mode: continue`), or give the pause a longer `timeoutConfiguration.timeoutInMinutes`.',
        },
        {
          where: 'it is a function, and the service names it',
          when: /^function at the stage: (?<function>[\w-]{1,140})$/m,
          plain: 'Lambda function {function}, the hook at stage {stage}, did not come to an end in time.',
          fix: 'Find in the log group /aws/lambda/{function} what the function waits for (a hookStatus IN_PROGRESS has ECS ask again until the timeout), or raise `timeoutConfiguration.timeoutInMinutes` of the hook at {stage}.',
        },
      ],
      link: PAGE,
    },
    {
      id: 'hook-rejected',
      title: 'Somebody answered a pause with ROLLBACK',
      pattern: new RegExp(`${STAGE}.{0,80}pause was answered with ROLLBACK`, 'i'),
      plain: 'The deployment was paused at stage {stage}, and the answer was ROLLBACK.',
      causes: ['a person rejected the new revision', 'a script called ContinueServiceDeployment'],
      fix: 'Find out who answered (CloudTrail names the caller of ContinueServiceDeployment), then deploy a fixed revision.',
      link: `${GUIDE}/continue-service-deployment.html`,
    },
    {
      id: 'hook-not-allowed',
      title: 'ECS is not allowed to call a lifecycle hook or shift the traffic',
      pattern: new RegExp(
        `(?:${STAGE})?(?:lifecycle )?hook(?:\\(s\\)|s)? failed.{0,300}(?:unable to assume (?:the )?role '?(?<role>arn:[^\\s'"]{1,300})?|not authorized to perform: (?<action>[\\w-]{1,60}:\\w{1,80})(?: on resource: (?<resource>\\S{1,300}))?)`,
        'i',
      ),
      plain: 'ECS was not allowed to {action|assume the role of the hook}, so the hook[[ at stage {stage}]] never ran.',
      causes: [],
      fix: 'Allow ecs.amazonaws.com to call sts:AssumeRole in the trust policy of {role|the role in `roleArn` of the hook}.',
      variants: [
        {
          where: 'the role may be assumed, and lacks a permission',
          when: /not authorized to perform: (?!sts:)/,
          fix: 'Allow {caller|the role in `roleArn` of the hook} {action} on {resource|the function}.',
        },
      ],
      link: `${GUIDE}/troubleshooting-blue-green.html`,
      noRetryHelps: true,
    },
    {
      id: 'hook-not-invoked',
      title: 'ECS could not call a lifecycle hook',
      pattern: new RegExp(
        `(?:${STAGE})?(?:lifecycle )?hook(?:\\(s\\)|s)? failed.{0,40}unable to invoke (?:the )?hook target (?<target>\\S{1,200}?:function:(?<function>[\\w-]{1,64})\\S{0,40}) due to:? (?<why>.{3,300})`,
        'i',
      ),
      plain: 'ECS could not call Lambda function {function}, the hook[[ at stage {stage}]] ({why}).',
      causes: [],
      fix: 'Correct what Lambda says of {function}, then deploy again.',
      variants: [
        {
          where: 'it does not exist',
          when: /due to:? .{0,60}(?:not found|ResourceNotFound|does not exist)/i,
          plain: 'The hook at stage {stage} names Lambda function {function}, which does not exist.',
          fix: 'Correct `hookTargetArn` of the hook at {stage} in `deploymentConfiguration.lifecycleHooks` of the service ({target}), or create the function {function} again.',
        },
        {
          where: 'Lambda throttles it',
          when: /due to:? .{0,80}(?:TooManyRequests|Rate Exceeded|Throttl|ReservedFunctionConcurrent)/i,
          plain: 'Lambda throttled function {function}, the hook at stage {stage}: it has no free concurrency.',
          fix: 'Give {function} reserved concurrency (`aws lambda put-function-concurrency`), or raise the one that it has, or ask for a higher quota (Service Quotas, AWS Lambda, "Concurrent executions"); then deploy again.',
        },
      ],
      link: `${GUIDE}/troubleshooting-blue-green.html`,
    },
    {
      id: 'traffic-throttled',
      title: 'Elastic Load Balancing throttled the shift of the traffic',
      pattern: /\b(?<stage>[A-Z_]{0,20}TRAFFIC_SHIFT) .{0,40}failed.{0,200}(?:Rate exceeded|Throttl)/i,
      plain:
        'ECS was to shift the traffic at stage {stage}, and Elastic Load Balancing took no more calls of this account.',
      causes: [],
      fix: 'Deploy again; deploy fewer services at once in this account and Region.',
      link: `${GUIDE}/troubleshooting-blue-green.html`,
      passes: true,
    },
    {
      id: 'hook-answer-invalid',
      title: 'A lifecycle hook returned no valid answer',
      pattern:
        /unable to parse the response from \S{1,200}:function:(?<function>[\w-]{1,64})|HookStatus must not be null|unable to parse the response|(?:no|not? .{0,30}\b(?:a )?valid|invalid|unexpected|unknown|missing) \W{0,2}hook ?Status/i,
      plain: 'The Lambda function {function|of the hook} timed out or answered without a `hookStatus`.',
      causes: ['the function threw an error or timed out', 'it does not return `hookStatus`'],
      fix: 'Have the function {function|of the hook} return `hookStatus` SUCCEEDED or FAILED within its timeout; its log in CloudWatch shows what it does (/aws/lambda/{function|NAME}).',
      variants: [
        {
          where: 'the service has one function at that stage',
          when: /(?<![\s\S])(?![\s\S]*:function:[\w-]{1,140}\b)[\s\S]*^function at the stage: (?<function>[\w-]{1,140})$/m,
          plain: 'The Lambda function {function}, the hook of the stage, answered without a valid `hookStatus`.',
          fix: 'Have the function {function} return `hookStatus` SUCCEEDED, FAILED or IN_PROGRESS (in capitals) within its timeout; its log shows what it returns (/aws/lambda/{function}).',
        },
      ],
      link: PAGE,
    },
    {
      id: 'hook-failed',
      title: 'A lifecycle hook failed',
      pattern: new RegExp(
        `(?:because )?${STAGE}(?:pause |lifecycle )?hook(?:\\(s\\)|s)? failed(?:\\. Lifecycle hook target \\S{1,200}:function:(?<function>[\\w-]{1,64}))?|lifecycle hook\\(?s?\\)? failed|hook execution failure|hook target \\S{1,300} returned FAILED`,
        'i',
      ),
      plain: 'The hook[[ at stage {stage}]] returned FAILED or crashed.',
      causes: ['its tests found an error in the new revision', 'the function threw an error'],
      fix: 'Check the log of the hook’s Lambda function in CloudWatch (/aws/lambda/{function|NAME}): it says why the function gave FAILED; then deploy again.',
      variants: [
        ...ownReasons({
          what: 'ECS could not run the hook[[ at stage {stage}]]',
          role: 'the `roleArn` of the hook',
          access: 'lambda:InvokeFunction on its function',
          thing: 'the Lambda function that `hookTargetArn` of the hook names',
          reasons: ['action', 'denied', 'missing', 'throttled'],
        }),
        {
          where: 'the text does not name the function, and the service has one at that stage',
          when: /(?<![\s\S])(?![\s\S]*:function:[\w-]{1,140} returned)[\s\S]*^function at the stage: (?<function>[\w-]{1,140})$/m,
          plain: 'The hook[[ at stage {stage}]], Lambda function {function}, returned FAILED or crashed.',
          fix: 'Read in the log of Lambda function {function} (/aws/lambda/{function}) why it gave FAILED or crashed[[ at stage {stage}]], correct what it found in the new revision (or the function), then deploy again.',
        },
        {
          where: 'the text does not name the function, and the service has several at that stage',
          when: /(?<![\s\S])(?![\s\S]*:function:[\w-]{1,140} returned)[\s\S]*^functions at the stage: (?<functions>.{1,600})$/m,
          fix: 'Read in the logs of the functions[[ of stage {stage}]] ({functions}; log groups /aws/lambda/NAME) which of them gave FAILED and why, correct that, then deploy again.',
        },
      ],
      link: PAGE,
    },
  ],
} as const satisfies PatternGroup;
