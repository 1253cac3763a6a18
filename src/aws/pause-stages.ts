/** The stages at which ECS can pause a deployment (docs: DG/deployment-lifecycle-hooks). */
export const PAUSE_STAGES: readonly string[] = [
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
];
