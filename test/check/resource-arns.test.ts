import { describe, expect, it } from 'vitest';
import { wrongResourceArn } from '../../src/check/resource-arns.ts';

const ALB_LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2';
const NLB_LISTENER = ALB_LISTENER.replace('/app/', '/net/');
const RULE = ALB_LISTENER.replace('listener/', 'listener-rule/').concat('/9683b2d02a6cabee');
const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/73e2d6bc24d8a067';
const LATTICE = 'arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-0eaa4b9ab4EXAMPLE';

describe('an ARN that fits its field', () => {
  it.each([
    ['LoadBalancer.targetGroupArn', GROUP.replace('arn:aws:', 'arn:aws-cn:')],
    ['AdvancedConfiguration.alternateTargetGroupArn', GROUP],
    ['AdvancedConfiguration.productionListenerRule', RULE],
    ['AdvancedConfiguration.productionListenerRule', NLB_LISTENER],
    ['AdvancedConfiguration.testListenerRule', RULE.replace('/app/', '/net/')],
    ['AdvancedConfiguration.roleArn', 'arn:aws:iam::123456789012:role/service-role/with/a/path'],
    ['DeploymentLifecycleHook.hookTargetArn', 'arn:aws:lambda:us-east-1:123456789012:function:check:live'],
    ['ServiceRegistry.registryArn', 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-utcrh6wavdkggqtk'],
    ['VpcLatticeConfiguration.targetGroupArn', LATTICE],
    [
      'ServiceConnectTlsCertificateAuthority.awsPcaAuthorityArn',
      'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-3333-4444-555555555555',
    ],
    ['ServiceConnectTlsConfiguration.kmsKey', 'alias/mine'],
    ['CreateServiceRequest.role', 'ecsServiceRole'],
  ])('%s takes %s', (member, arn) => {
    expect(wrongResourceArn(member, arn)).toBeUndefined();
  });
});

describe('an ARN of something else', () => {
  it.each([
    ['LoadBalancer.targetGroupArn', LATTICE, 'it is the ARN of a VPC Lattice target group'],
    ['VpcLatticeConfiguration.targetGroupArn', GROUP, 'it is the ARN of a target group'],
    ['AdvancedConfiguration.productionListenerRule', ALB_LISTENER, 'it is the ARN of a listener'],
    [
      'ServiceRegistry.registryArn',
      'arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-e4anhexample0004',
      'it is the ARN of a namespace',
    ],
    [
      'ServiceManagedEBSVolumeConfiguration.roleArn',
      'arn:aws:iam::123456789012:instance-profile/ecsInstanceRole',
      'it is the ARN of an instance profile',
    ],
    ['DeploymentLifecycleHook.hookTargetArn', 'check', 'is not the ARN of a Lambda function.'],
  ])('%s does not take %s', (member, value, says) => {
    const { message } = wrongResourceArn(member, value) ?? { message: '' };
    expect(message).toContain(says);
  });

  it('is told how to write the right one, in its partition', () => {
    const wrong = wrongResourceArn(
      'AdvancedConfiguration.testListenerRule',
      GROUP.replace('arn:aws:', 'arn:aws-us-gov:'),
    );
    expect(wrong?.fix).toBe(
      'Write arn:aws-us-gov:elasticloadbalancing:<Region>:<account>:listener-rule/app/<load balancer>/<ID>/<ID>/<ID> or arn:aws-us-gov:elasticloadbalancing:<Region>:<account>:listener/net/<load balancer>/<ID>/<ID>.',
    );
  });
});
