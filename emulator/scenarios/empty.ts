import type { Scenario } from './scenario.ts';

export const empty: Scenario = {
  name: 'empty',
  title: 'an account with nothing in it',
  fill: () => undefined,
};
