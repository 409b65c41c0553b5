import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleChoices } from '../../../../tools/testing/src/laws/example-choices.js';
import { holdWithin } from '../../../../tools/testing/src/laws/hold-within.js';
import type { Feedback } from '../schedules/feedback.js';
import { buildCurriculum, curricula, curriculumChoice } from './registry.js';

/** Errors by α that are even, steep, and none at all. */
const FEEDBACK = [
  [1, 1, 1, 1, 1],
  [0, 0, 100, 3, 0],
  [0, 0, 0],
].map((errorByAlpha): Feedback => ({ step: 50, validation: {}, errorByAlpha, terms: {} }));

describe.each(exampleChoices(curricula).map((choice) => ({ told: JSON.stringify(choice), choice })))(
  '$told',
  ({ told, choice }) => {
    const curriculum = buildCurriculum(curriculumChoice.parse(choice));

    it('gives each of its levels, in order, for an equal share', () => {
      const steps = 60;
      let state = curriculum.init();
      const given = Array.from({ length: steps }, (_, i) => {
        const [setting, after] = curriculum.next(JSON.parse(JSON.stringify(state)), i / (steps - 1), null);
        state = after;
        return setting;
      });
      const runs = curriculum.levels.map(
        (level) => given.filter((setting) => JSON.stringify(setting) === JSON.stringify(level)).length,
      );
      expect(given.filter((setting, i) => i === 0 || JSON.stringify(setting) !== JSON.stringify(given[i - 1]))).toEqual(
        curriculum.levels,
      );
      const even = steps / curriculum.levels.length;
      runs.forEach((run, i) => holdWithin(`steps of level ${i} of ${told}`, run, [even - 1, even + 1]));
    });

    it('asks for what samplers can give, with feedback and without', () => {
      const asked = FEEDBACK.map((feedback) => curriculum.next(curriculum.init(), 0.4, feedback)[0]);
      for (const setting of [...curriculum.levels, ...asked]) {
        const { alphasPerPair = 1, alphaShares, poolShare = 1, candidates = 1 } = setting;
        for (const [name, count] of Object.entries({ alphasPerPair, candidates })) {
          holdWithin(`${name} of ${told}`, count, [1, Infinity]);
          expect(Number.isInteger(count), `${name} of ${told}: expected a whole number, got ${count}`).toBe(true);
        }
        holdWithin(`poolShare of ${told}`, poolShare, [Number.MIN_VALUE, 1]);
        if (alphaShares === undefined) continue;
        const { edges, shares } = alphaShares;
        expect([edges[0], edges.at(-1), edges.length]).toEqual([0, 1, shares.length + 1]);
        edges.forEach((edge, i) => expect(edge, `edge ${i} of α of ${told}`).toBeGreaterThan(edges[i - 1] ?? -1));
        shares.forEach((share, i) => holdWithin(`share ${i} of α of ${told}`, share, [0, 1]));
        const sum = shares.reduce((total, share) => total + share, 0);
        expect(sum, `the sum of the shares of α of ${told}`).toBeCloseTo(1, 12);
      }
    });

    it('changes the shares of α alone by feedback, and repeats', () => {
      for (const progress of [0, 0.4, 1]) {
        const { alphaShares: _, ...before } = curriculum.next(curriculum.init(), progress, null)[0];
        for (const feedback of FEEDBACK) {
          const given = curriculum.next(curriculum.init(), progress, feedback);
          expect(given[0]).toMatchObject(before);
          expect(curriculum.next(curriculum.init(), progress, JSON.parse(JSON.stringify(feedback)))).toEqual(given);
        }
      }
    });
  },
);

it('has one file for each piece', () => {
  const machinery = ['index.ts', 'registry.ts', 'curriculum.ts', 'define-curriculum.ts', 'curricula.test.ts'];
  const files = readdirSync(__dirname).filter((file) => !machinery.includes(file));
  expect(files.sort()).toEqual(
    Object.keys(curricula)
      .map((kind) => `${kind}.ts`)
      .sort(),
  );
});

const levelsOf = (choice: object) => buildCurriculum(curriculumChoice.parse(choice)).levels;

it('alpha-window widens from the ends to the whole path', () => {
  const windows = levelsOf({ kind: 'alpha-window', from: 0.25, levels: 4 }).map(
    ({ alphaShares }) => alphaShares?.edges,
  );
  expect(windows).toEqual([[0, 0.125, 0.875, 1], [0, 0.25, 0.75, 1], [0, 0.375, 0.625, 1], undefined]);
});

it('pair-pool grows by the same factor to the whole pool', () => {
  const shares = levelsOf({ kind: 'pair-pool', from: 0.0625, levels: 3 }).map(({ poolShare }) => poolShare);
  expect(shares).toEqual([0.0625, 0.25, undefined]);
});

it('pair-distance halves its candidates to one', () => {
  const counts = (candidates: number) =>
    levelsOf({ kind: 'pair-distance', candidates }).map((level) => level.candidates);
  expect(counts(8)).toEqual([8, 4, 2, undefined]);
  expect(counts(7)).toEqual([7, 3, undefined]);
});

it('hard-alpha draws in proportion to the error, beside an even share', () => {
  const sharesAfter = (uniform: number, errorByAlpha: readonly number[]) =>
    buildCurriculum(curriculumChoice.parse({ kind: 'hard-alpha', uniform })).next(null, 0.5, {
      step: 8,
      validation: {},
      errorByAlpha,
      terms: {},
    })[0].alphaShares;
  expect(sharesAfter(0.2, [0, 2, 6, 2, 0])).toEqual({
    edges: [0, 0.25, 0.5, 0.75, 1],
    shares: [0.13, 0.37, 0.37, 0.13].map((share) => expect.closeTo(share, 12)),
  });
  expect(sharesAfter(1, [0, 2, 6])!.shares).toEqual([0.5, 0.5]);
  expect(sharesAfter(0.2, [0, 0, 0])).toBeUndefined();
  expect(curriculumChoice.safeParse({ kind: 'hard-alpha', uniform: 0.1 }).success).toBe(false);
});

it('alpha-count doubles and ends at `to`', () => {
  const counts = (parameters: object) =>
    buildCurriculum(curriculumChoice.parse({ kind: 'alpha-count', ...parameters })).levels.map(
      (level) => level.alphasPerPair,
    );
  expect(counts({ from: 1, to: 16 })).toEqual([1, 2, 4, 8, 16]);
  expect(counts({ from: 1, to: 12 })).toEqual([1, 2, 4, 8, 12]);
  expect(() => counts({ from: 4, to: 2 })).toThrow(/at least from \(4\), got 2/);
});
