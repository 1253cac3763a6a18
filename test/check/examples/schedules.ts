import type { RuleName } from '../../../src/rules.ts';
import { deploySecond } from '../../scenarios/rollback-history.ts';
import { WEB } from '../../scenarios/foreign.ts';
import { addSchedule } from '../../scenarios/scheduled.ts';
import type { Example } from '../example.ts';
import { deployed, played } from '../played.ts';

const IMAGE = { ...WEB, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0' };
const NIGHTLY = { ...IMAGE, schedules: 'nightly' };

export const OF_SCHEDULES = {
  'schedule-missing': deployed('With a schedule "nightly":', {
    inputs: { ...IMAGE, schedules: 'nigthly' },
    change: (world) => addSchedule(world, { name: 'nightly', runs: 'web:1' }),
  }),
  'schedule-other-family': deployed('When the schedule "nightly" runs reports:4:', {
    inputs: NIGHTLY,
    change: (world) => addSchedule(world, { name: 'nightly', runs: 'reports:4' }),
  }),
  'schedules-unreadable': deployed('With credentials that may not read schedules:', {
    inputs: NIGHTLY,
    change: ({ faults }) => void faults.deny.add('scheduler:GetSchedule'),
  }),
  'schedules-none': deployed('When no rule and no schedule runs "web":', { inputs: { ...IMAGE, schedules: 'true' } }),
  'schedule-latest': played('When "web" runs web:2, and the schedule "nightly" runs "web" without a revision:', {
    inputs: { ...WEB, mode: 'rollback', schedules: 'nightly' },
    change: (world) => {
      deploySecond(world);
      addSchedule(world, { name: 'nightly', runs: 'web' });
    },
  }),
} satisfies Partial<Record<RuleName, Example>>;
