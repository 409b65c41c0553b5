import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleChoices } from '../../../../tools/testing/src/laws/example-choices.js';
import { holdWithin } from '../../../../tools/testing/src/laws/hold-within.js';
import { schedules } from './registry.js';
import { isBalancing } from './balancing-schedule.js';
import type { Feedback } from './feedback.js';
import type { PieceState, Schedule } from './schedule.js';
import { buildSchedule, scheduled, scheduledWeight, nextLossWeight } from './scheduled.js';

it('has one file for each piece', () => {
  const machinery = [
    'balancing-schedule.ts',
    'define-schedule.ts',
    'feedback.ts',
    'index.ts',
    'registry.ts',
    'schedule.ts',
    'scheduled.ts',
    'schedules.test.ts',
    'short-form.ts',
  ];
  const files = readdirSync(__dirname).filter((file) => !machinery.includes(file));
  expect(files.sort()).toEqual(
    Object.keys(schedules)
      .map((kind) => `${kind}.ts`)
      .sort(),
  );
});

const grid = Array.from({ length: 201 }, (_, i) => i / 200);

/** None at first; then the term's own gradient is next to nothing beside the other's, and in the end everything. */
function extreme(i: number): Feedback | null {
  const other = i < 100 ? 1e9 : 1e-9;
  return i === 0
    ? null
    : {
        step: i,
        validation: {},
        errorByAlpha: [1, 1, 1],
        terms: { own: { weight: 1, gradientNorm: 1 }, other: { weight: 1, gradientNorm: other } },
      };
}

describe.each(exampleChoices(schedules).map((choice) => ({ told: JSON.stringify(choice), choice })))(
  '$told',
  ({ told, choice }) => {
    const schedule = buildSchedule(scheduledWeight.parse(choice));
    const [low, high] = schedule.bounds;

    function walk(): number[] {
      let state = schedule.init();
      return grid.map((progress, i) => {
        // Through JSON and back, as a checkpoint does.
        const [value, after] = nextLossWeight(schedule, {
          state: JSON.parse(JSON.stringify(state)) as PieceState,
          progress,
          feedback: extreme(i),
          term: 'own',
        });
        state = after;
        return value;
      });
    }

    it('is finite, within its bounds, and touches both of them', () => {
      const values = walk();
      values.forEach((value, i) => holdWithin(`${told} at progress ${grid[i]}`, value, [low, high]));
      expect(Math.min(...values), `the least value of ${told}`).toBeCloseTo(low, 10);
      expect(Math.max(...values), `the largest value of ${told}`).toBeCloseTo(high, 2);
    });

    it('goes the way it says', () => {
      const values = walk();
      const way = schedule.monotone;
      grid.slice(1).forEach((progress, i) => {
        const move = values[i + 1]! - values[i]!;
        const allowed = { rising: move >= 0, falling: move <= 0, constant: move === 0 };
        const got = `expected ${way}, got ${values[i]}, ${values[i + 1]}`;
        const where = `${told} from progress ${grid[i]} to ${progress}: ${got}`;
        expect(way === null || allowed[way], where).toBe(true);
      });
      const moves = values.slice(1).map((value, i) => Math.sign(value - values[i]!));
      expect(moves.includes(1), `${told}, which says ${way}, rises`).toBe(way === 'rising' || way === null);
      expect(moves.includes(-1), `${told}, which says ${way}, falls`).toBe(way === 'falling' || way === null);
    });

    it('repeats', () => {
      expect(walk()).toEqual(walk());
    });
  },
);

describe('values', () => {
  const at = (choice: object, progress: number) => {
    const schedule = buildSchedule(scheduled.parse(choice));
    return schedule.next(schedule.init(), progress)[0];
  };

  it.each([
    [{ kind: 'constant', value: 0.1 }, 0.1, 0.1],
    [{ kind: 'linear', from: 0.5, to: 0.02 }, 0.5, 0.02],
    [{ kind: 'linear', from: 0, to: 0.3 }, 0, 0.3],
    [{ kind: 'cosine', from: 1e-3 }, 1e-3, 0],
    [{ kind: 'cosine', from: 0.1, to: 0.7 }, 0.1, 0.7],
    [{ kind: 'exponential', from: 0.5, to: 0.02 }, 0.5, 0.02],
    [{ kind: 'exponential', from: 1e-6, to: 3 }, 1e-6, 3],
    [{ kind: 'step', values: [0.5, 0.1, 0.02], at: [0.3, 0.8] }, 0.5, 0.02],
    [{ kind: 'warm-up-then-decay', peak: 1e-3, warmUp: 0.05 }, 0, 0],
    [{ kind: 'warm-up-then-decay', peak: 1, warmUp: 0.3, to: 1 }, 0, 1],
    [{ kind: 'warm-up-then-decay', peak: 0.5, warmUp: 0.1, to: 0.02, shape: 'exponential' }, 0, 0.02],
  ])('of %j are exact at the ends', (choice, first, last) =>
    expect([at(choice, 0), at(choice, 1)]).toEqual([first, last]),
  );

  it('between the ends are those of the formulas', () => {
    expect(at({ kind: 'linear', from: 1, to: 3 }, 0.25)).toBe(1.5);
    expect(at({ kind: 'cosine', from: 1, to: 0 }, 0.25)).toBeCloseTo((1 + Math.SQRT1_2) / 2, 12);
    expect(at({ kind: 'exponential', from: 8, to: 2 }, 0.5)).toBeCloseTo(4, 12);
    expect(at({ kind: 'step', values: [1, 2], at: [0.5] }, 0.499)).toBe(1);
    expect(at({ kind: 'step', values: [1, 2], at: [0.5] }, 0.5)).toBe(2);
    expect(at({ kind: 'warm-up-then-decay', peak: 2, warmUp: 0.2 }, 0.1)).toBe(1);
    expect(at({ kind: 'warm-up-then-decay', peak: 2, warmUp: 0.2 }, 0.2)).toBe(2);
    expect(at({ kind: 'warm-up-then-decay', peak: 2, warmUp: 0.2 }, 0.6)).toBeCloseTo(1, 12);
  });
});

describe('adaptive', () => {
  const feedback = (step: number, weight: number, own: number): Feedback => ({
    step,
    validation: {},
    errorByAlpha: [],
    terms: {
      own: { weight, gradientNorm: weight * own },
      a: { weight: 1, gradientNorm: 3 },
      b: { weight: 0.1, gradientNorm: 1 },
    },
  });
  const made = (parameters: object) =>
    buildSchedule(scheduledWeight.parse({ kind: 'adaptive', from: 0.5, ...parameters }));
  const after = (schedule: Schedule, seen: Feedback | null, state = schedule.init()) =>
    nextLossWeight(schedule, { state, progress: 0.5, feedback: seen, term: 'own' });

  it('gives its term so many times the gradient of the others together', () => {
    const schedule = made({ ratio: 0.5, smoothing: 0 });
    const [weight] = after(schedule, feedback(10, 0.5, 8));
    expect(weight * 8).toBeCloseTo(0.5 * (3 + 1), 12);
  });

  it('goes towards that a little at each validation, and not between', () => {
    const schedule = made({ smoothing: 0.9 });
    let [weight, state] = after(schedule, null);
    expect(weight).toBe(0.5);
    for (const [step, expected] of [
      [10, 0.9 * 0.5 + 0.1 * 2],
      [10, 0.65],
      [20, 0.9 * 0.65 + 0.1 * 2],
    ] as const) {
      [weight, state] = after(schedule, feedback(step, weight, 2), state);
      expect(weight).toBeCloseTo(expected, 12);
    }
  });

  it('stays where a gradient is none, and within its bounds', () => {
    const schedule = made({ smoothing: 0, min: 0.4, max: 0.6 });
    const weightAt = (own: number) => after(schedule, feedback(10, 0.5, own))[0];
    expect([weightAt(0), weightAt(1e-9), weightAt(1e9)]).toEqual([0.5, 0.6, 0.4]);
    expect(() => made({ min: 0.6 })).toThrow(/from: expected a weight in min … max \(0.6 … 1000\), got 0.5/);
    expect(() => made({ min: 2, max: 1 })).toThrow(/max: expected more than min \(2\), got 1/);
  });

  it('alone follows the gradients of the losses, and so is no rate', () => {
    const balancing = exampleChoices(schedules).filter((choice) =>
      isBalancing(buildSchedule(scheduledWeight.parse(choice))),
    );
    expect(new Set(balancing.map(({ kind }) => kind))).toEqual(new Set(['adaptive']));
    const told = JSON.stringify(scheduled.safeParse({ kind: 'adaptive', from: 0.5 }).error?.issues);
    expect(told).toContain(
      'expected a schedule that needs no losses, got adaptive, which balances their gradients; give it to ' +
        'loss.<name>.weight',
    );
  });
});

describe('scheduled', () => {
  it('takes a number for a constant, and its own result again', () => {
    expect(scheduled.parse(0.3)).toEqual({ kind: 'constant', value: 0.3 });
    expect(scheduled.parse(scheduled.parse(0.3))).toEqual({ kind: 'constant', value: 0.3 });
  });

  it.each([
    ['0.5 -> 0.02', { kind: 'linear', from: 0.5, to: 0.02 }],
    [' exponential  .5->2e-2 ', { kind: 'exponential', from: 0.5, to: 0.02 }],
    ['cosine 1 -> 0', { kind: 'cosine', from: 1, to: 0 }],
    ['linear +1. -> 3', { kind: 'linear', from: 1, to: 3 }],
  ])('takes %j for what it is short for', (text, choice) => expect(scheduled.parse(text)).toEqual(choice));

  it.each([
    ['x', /expected a number, or a schedule such as/],
    ['0.5 -> 0.02 -> 0', /expected a number, or a schedule such as/],
    ['0.5', /expected a number, or a schedule such as/],
    [
      'cosinus 0.5 -> 0',
      /expected one of linear, cosine, exponential before an arrow, got cosinus; did you mean cosine\?/,
    ],
    ['step 1 -> 2', /before an arrow, got step/],
    ['exponential 0.5 -> 0', /to: expected more than 0, got 0/],
    ['1 -> -0.5', /at least 0, got -0.5/],
    [-1, /at least 0, got -1/],
    [{ kind: 'linear', from: 1, to: -0.5 }, /at least 0, got -0.5/],
    [{ kind: 'step', values: [1, 2], at: [0.2, 0.4] }, /at: expected 1 entries/],
    [{ kind: 'step', values: [1, 2, 3], at: [0.4, 0.4] }, /ascending/],
    [{ kind: 'warm-up-then-decay', peak: 1, warmUp: 0.1, shape: 'exponential' }, /positive/],
  ])('refuses %j', (given, message) => {
    expect(JSON.stringify(scheduled.safeParse(given).error?.issues)).toMatch(message);
  });

  it.each([
    Number.NaN,
    Infinity,
    '1',
    null,
    { kind: 'linear', from: 1 },
    { kind: 'linear', from: 1, to: 2, of: 3 },
    { kind: 'exponential', from: 1, to: 0 },
  ])('refuses %j', (given) => expect(scheduled.safeParse(given).success).toBe(false));
});
