import { exampleChoices } from '@latent-paths/core';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildCurriculum, curricula, curriculumChoice } from './registry.js';

describe.each(exampleChoices(curricula).map((choice) => ({ told: JSON.stringify(choice), choice })))('$told', ({ choice }) => {
  const curriculum = buildCurriculum(curriculumChoice.parse(choice));

  it('gives each of its levels, in order, for an equal share', () => {
    const steps = 60;
    let state = curriculum.init();
    const given = Array.from({ length: steps }, (_, i) => {
      const [setting, after] = curriculum.next(JSON.parse(JSON.stringify(state)), i / (steps - 1), null);
      state = after;
      return setting;
    });
    const runs = curriculum.levels.map((level) => given.filter((setting) => setting === level).length);
    expect(given.filter((setting, i) => setting !== given[i - 1])).toEqual(curriculum.levels);
    for (const run of runs) expect(Math.abs(run - steps / curriculum.levels.length)).toBeLessThanOrEqual(1);
  });
});

it('has one file for each piece', () => {
  const machinery = ['registry.ts', 'curriculum.ts', 'curricula.test.ts'];
  const files = readdirSync(__dirname).filter((file) => !machinery.includes(file));
  expect(files.sort()).toEqual(Object.keys(curricula).map((kind) => `${kind}.ts`).sort());
});

it('alpha-count doubles and ends at `to`', () => {
  const counts = (parameters: object) =>
    buildCurriculum(curriculumChoice.parse({ kind: 'alpha-count', ...parameters })).levels.map((level) => level.alphasPerPair);
  expect(counts({ from: 1, to: 16 })).toEqual([1, 2, 4, 8, 16]);
  expect(counts({ from: 1, to: 12 })).toEqual([1, 2, 4, 8, 12]);
  expect(() => counts({ from: 4, to: 2 })).toThrow(/at least from \(4\), got 2/);
});
