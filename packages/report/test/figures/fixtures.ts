import type { ArmPlan } from '../fixture/arm-plan.js';
import { DENSE_ARMS, GRID_ARMS, matrixArms } from '../fixture/arms.js';
import type { FixtureOptions } from '../fixture/fixture-options.js';
import { LIMIT_FIXTURE } from '../fixture/limit-fixture.js';

const base = { question: 'Is it so?', seeds: [1], arms: DENSE_ARMS, compared: true, framed: true, logEvery: 96 };
const MIXED_ARMS = DENSE_ARMS.slice(0, 6).map((arm): ArmPlan => ({
  ...arm,
  ...(
    {
      'fixed-single': { states: ['finished', 'failed', 'finished'] },
      'fixed-dense': { state: 'stopped' },
      'all-single': { state: 'killed' },
      'all-dense': { state: 'missing' },
    } as const
  )[arm.name],
}));
/** Made-up experiments by what is special about them. */
export const FIXTURES: readonly FixtureOptions[] = [
  { ...base, name: 'whole' },
  { ...base, name: 'matrix', arms: matrixArms(36), framed: false, logEvery: 160 },
  { ...base, name: 'known', known: true, arms: [...DENSE_ARMS.slice(0, 3), DENSE_ARMS.at(-1)!] },
  { ...base, name: 'grid', arms: GRID_ARMS, framed: false },
  { ...base, name: 'seeds', seeds: [1, 2, 3], arms: DENSE_ARMS.slice(0, 4), framed: false },
  { ...base, name: 'mixed', seeds: [1, 2, 3], arms: MIXED_ARMS, framed: false },
  {
    ...base,
    name: 'early',
    compared: false,
    framed: false,
    arms: DENSE_ARMS.map((arm) => ({ ...arm, state: 'missing' })),
  },
  {
    ...base,
    name: 'lost',
    compared: false,
    framed: false,
    arms: DENSE_ARMS.map((arm) => ({ ...arm, state: 'failed' })),
  },
  LIMIT_FIXTURE,
  {
    ...LIMIT_FIXTURE,
    name: 'limit-early',
    compared: false,
    framed: false,
    arms: LIMIT_FIXTURE.arms.map((arm) => ({ ...arm, state: 'missing' })),
  },
];
