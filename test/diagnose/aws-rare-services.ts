import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, T0, taskId, WEB, type Case } from './case.ts';
import { failed } from './endings.ts';
import type { Open } from './field-fixes.ts';
import { logs } from './kinds.ts';
import { scaledIn, times } from './tasks.ts';
import { turnedAway } from './weekly.ts';

const DOCS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/';
const HEALTH = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html';
const LB = 'arn:aws:elasticloadbalancing:us-east-1:111122223333';
const rolledBack = (statusReason: string): Case => ({
  deployment: { statusReason },
  events: ['(service web) rolling back to deployment ecs-svc/1.'],
  tasks: [scaledIn],
});
const express = (resource: string, reason: string): Case => ({
  standsStill: true,
  resources: [
    { resource: 'log group', status: 'ACTIVE' },
    { resource, status: 'FAILED', reason },
  ],
});
const unhealthySidecar = (name: string): Partial<Task>[] =>
  times(2, () => ({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Task failed container health checks',
    startedAt: T0,
    containers: [
      { name: 'web', exitCode: 143, healthStatus: 'HEALTHY' },
      { name, exitCode: 137, healthStatus: 'UNHEALTHY' },
    ],
  }));

/** What services meet a few times a year. */
export const AWS_RARE_SERVICES: readonly Open[] = [
  {
    name: 'Express with subnets of one zone',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
    root: 'A load balancer takes subnets in two zones, and the service has those of one.',
    named: /two|Availability Zone/i,
    fix: [/subnets/, /two|another/i],
    facts: ['load balancer'],
    never: /infrastructure-role-arn|quota|certificate/,
    given: express(
      'load balancer',
      'InvalidConfigurationRequest: At least two subnets in two different Availability Zones must be specified',
    ),
  },
  {
    name: 'Express in a VPC without a way out',
    source: 'https://repost.aws/knowledge-center/elb-attach-elastic-ip-to-public-nlb',
    root: 'The VPC has no internet gateway, which a public load balancer takes.',
    named: /internet gateway/i,
    fix: [/internet gateway/i, /vpc-0abc12de34f567890/],
    facts: ['vpc-0abc12de34f567890'],
    never: /infrastructure-role-arn|quota|certificate/,
    given: express('load balancer', 'InvalidSubnet: VPC vpc-0abc12de34f567890 has no internet gateway'),
  },
  {
    name: 'a role that ECS may not take for the load balancer',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'ECS may not use the infrastructure role for the load balancer.',
    named: /ledgerELB/,
    fix: [/ecs\.amazonaws\.com/, /AmazonECSInfrastructureRolePolicyForLoadBalancers/],
    facts: ['ledgerELB'],
    never: /ForVolumes|subnets or security groups of the service do not exist|execution role/,
    given: rolledBack(
      "Service deployment rolled back because of invalid networking configuration. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role 'arn:aws:iam::111122223333:role/ledgerELB'.",
    ),
  },
  {
    name: 'two target groups take traffic at once',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'Both target groups have a weight above 0 in the production rule.',
    named: /target group/i,
    fix: [/weight/i, /listener-rule\/app\/ledger/],
    facts: ['2'],
    never: /was deleted|ARN is that of a listener|execution role/,
    given: rolledBack(
      `Service deployment rolled back because of invalid networking configuration. productionListenerRule ${LB}:listener-rule/app/ledger/abc123/def456/ghi789 should have exactly one target group serving traffic but found 2 target groups which are serving traffic`,
    ),
  },
  {
    name: 'a target group that no rule knows',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'The alternate target group is in no listener rule.',
    named: /ledger-green/,
    fix: [/ledger-green/, /rule/],
    facts: ['ledger-green'],
    never: /was deleted|ARN is that of a listener|execution role/,
    given: rolledBack(
      `Service deployment rolled back because of invalid networking configuration: Target group ${LB}:targetgroup/ledger-green/abc123 is not associated with either productionListenerRule or testListenerRule.`,
    ),
  },
  {
    name: 'a hook whose role ECS may not take',
    source: `${DOCS}troubleshooting-blue-green.html`,
    root: 'The role of the hook does not trust ECS.',
    named: /hookRole/,
    fix: [/ecs\.amazonaws\.com/, /hookRole/],
    facts: ['PRE_SCALE_UP'],
    never: /lambda:InvokeFunction|log of the hook|ecs-tasks/,
    given: rolledBack(
      'Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. ECS was unable to assume role arn:aws:iam::111122223333:role/hookRole',
    ),
  },
  {
    name: 'a pause that nobody answered',
    source: `${DOCS}continue-service-deployment.html`,
    root: 'Nobody continued the pause in time.',
    named: /pause/i,
    fix: [/mode: continue|ContinueServiceDeployment/],
    facts: ['POST_TEST_TRAFFIC_SHIFT'],
    never: /Lambda|function runs longer/,
    given: rolledBack('Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.'),
  },
  {
    name: 'a sidecar that never gets healthy takes the program with it',
    source: `${DOCS}healthcheck.html`,
    root: 'The health check of the sidecar xray fails, not that of web.',
    named: /xray/,
    fix: [/xray|healthCheck|nc -z/],
    facts: ['xray'],
    never: /container web is unhealthy|memory/,
    given: {
      ...failed,
      containers: [
        { ...WEB, healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8080/up'] } },
        {
          ...WEB,
          name: 'xray',
          image: 'amazon/aws-xray-daemon:3',
          healthCheck: { command: ['CMD-SHELL', 'nc -z 127.0.0.1 2000 || exit 1'], interval: 10, retries: 3 },
        },
      ],
      tasks: [...unhealthySidecar('xray'), scaledIn],
      logs: logs(['GET /up 200']),
    },
  },
  {
    name: 'the proxy of Service Connect never gets healthy',
    source: `${DOCS}service-connect-concepts-deploy.html`,
    root: 'The proxy has too little of the 256 CPU units of the task.',
    named: /ecs-service-connect/,
    fix: [/`cpu`/, /512/],
    facts: ['256'],
    never: /curl|container web is unhealthy|startPeriod/,
    given: {
      ...failed,
      containers: [{ ...WEB, cpu: 256, memory: 512 }],
      definition: { cpu: '256', memory: '512' },
      tasks: unhealthySidecar('ecs-service-connect-ab12c').map((task) => ({ ...task, cpu: '256', memory: '512' })),
    },
  },
  {
    name: 'a readiness check that says what it waits for',
    source: HEALTH,
    root: 'The application is not ready because Redis refuses the connection.',
    named: /cache\.ledger\.internal/,
    fix: [/6379/],
    facts: ['cache.ledger.internal:6379'],
    never: /health check path of the target group from|login/,
    given: turnedAway('Health checks failed with these codes: [503]', [
      'listening on 0.0.0.0:8080',
      'ERROR readiness failed: dial tcp cache.ledger.internal:6379: connect: connection refused',
      'GET /up 503 1ms',
    ]),
  },
  {
    name: 'placement that no instance can meet',
    source: `${DOCS}task-placement-constraints.html`,
    root: 'No instance matches the placement constraint of the service.',
    named: /constraint/i,
    fix: [/attribute:tier == payments/],
    facts: ['attribute:tier == payments'],
    never: /GPU|memory|volume plugin/,
    given: {
      standsStill: true,
      events: [
        '(service web) was unable to place a task because no container instance met all of its requirements. Reason: MemberOf placement constraint unsatisfied.',
      ],
      service: {
        launchType: 'EC2',
        desiredCount: 2,
        placementConstraints: [{ type: 'memberOf', expression: 'attribute:tier == payments' }],
      },
      counts: { desired: 2, running: 0, pending: 0 },
    },
  },
  {
    name: 'one of two target groups turns the tasks away',
    source: HEALTH,
    root: 'The group on port 9090 gets no answer; the other one is content.',
    named: /9090|admin/,
    fix: [/9090/],
    facts: ['admin'],
    never: /login|certificate|change `containerPort`/,
    given: {
      ...failed,
      tasks: times(2, () => ({
        stopCode: 'ServiceSchedulerInitiated' as const,
        stoppedReason: `Task failed ELB health checks in (target-group ${LB}:targetgroup/admin/1a2b3c4d5e6f7081)`,
        startedAt: T0,
        containers: [{ name: 'web', exitCode: 143 }],
      })),
      events: [0, 1].map(
        (number) =>
          `(service web) (task ${taskId(number)}) (port 9090) is unhealthy in (target-group ${LB}:targetgroup/admin/1a2b3c4d5e6f7081) due to (reason Request timed out).`,
      ),
      service: {
        healthCheckGracePeriodSeconds: 60,
        loadBalancers: [
          { targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 },
          { targetGroupArn: `${LB}:targetgroup/admin/1a2b3c4d5e6f7081`, containerName: 'web', containerPort: 9090 },
        ],
      },
      logs: logs(['server listening on 0.0.0.0:8080']),
    },
  },
];
