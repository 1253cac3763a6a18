import type { RuleName } from '../../../src/rules.ts';
import { hooked, pauseAt } from '../../scenarios/foreign.ts';
import { QUICK_START } from '../../scenarios/play.ts';
import type { Example } from '../example.ts';
import { played } from '../played.ts';

const { service, cluster, image } = QUICK_START;
const BASE = { mode: 'plan', service, cluster, image } as const;

export const OF_VERIFIED_RELEASES = {
  'probe-endpoint-unknown': played('For a service without a test listener:', {
    inputs: { ...BASE, 'smoke-test': '{test-endpoint}/health', 'on-pause': 'return' },
  }),
  'probe-host-unknown': played('For a host with a typo:', {
    inputs: { ...BASE, 'smoke-test': 'https://shop..example.com/health' },
  }),
  'probe-never-sent': played('For a service whose deployment does not pause:', {
    scenario: 'blue-green',
    inputs: { ...BASE, 'smoke-test': '{test-endpoint}/health' },
  }),
  'probe-without-tasks': played('For a service that stops at 0 tasks:', {
    inputs: { ...BASE, 'smoke-test': 'https://shop.example.com/health', 'desired-count': '0' },
  }),
  'verification-unreadable': played('With credentials that may not read metrics:', {
    inputs: { ...BASE, 'metric-checks': '5xx-rate < 1%' },
    change: ({ faults }) => void faults.deny.add('cloudwatch:GetMetricData'),
  }),
  'metric-without-load-balancer': played('For a service without a load balancer:', {
    inputs: { ...BASE, 'metric-checks': 'p99 < 800ms' },
    change: ({ home }) => {
      for (const { settings } of home.services) settings.loadBalancers = [];
    },
  }),
  'metric-without-comparison': played('For a service with rolling deployments:', {
    inputs: { ...BASE, 'metric-checks': '5xx-rate <= old + 0.5%' },
  }),
  'pause-not-verified': played('For a service that pauses before its new tasks get any traffic:', {
    scenario: 'blue-green',
    change: hooked(pauseAt('POST_SCALE_UP')),
    inputs: { ...BASE, 'smoke-test': '{test-endpoint}/health', 'on-pause': 'verify' },
  }),
} satisfies Partial<Record<RuleName, Example>>;
