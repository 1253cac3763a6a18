import { INPUTS, type InputName } from './spec.ts';
import { CHECKS, CLIENT, REPORT } from './table/groups.ts';

/** What a manifest says about the whole step. */
const OF_THE_STEP: readonly InputName[] = [
  'mode',
  'manifest',
  'on-failure',
  'service-name',
  'provenance-tags',
  'preview',
  'confirm',
];
const GROUPS_OF_THE_STEP: readonly string[] = [CHECKS, REPORT, CLIENT];

/** The keys that a service may have: the inputs, except those of the step as a whole. */
export const KEYS = (Object.keys(INPUTS) as InputName[]).filter(
  (name) => !OF_THE_STEP.includes(name) && !GROUPS_OF_THE_STEP.includes(INPUTS[name].group),
);

export const LAST_WAVE = 1000;

/** Inputs whose texts are often written as numbers; the document tells how they are spelled. */
export const NUMBERS_TOO: readonly InputName[] = ['cpu', 'memory', 'image-tag', 'circuit-breaker-threshold'];

/** `schedules: true` stands for all of them. */
export const BOOLEANS_TOO: readonly InputName[] = ['schedules'];
