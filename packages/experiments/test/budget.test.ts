import { expect, it } from 'vitest';
import { activeLosses, projectionsPerPoint, trainingExtent } from '../src/budget.js';
import { trialSchema } from '../src/spec.js';

const config = (settings: object) => trialSchema.parse(settings);

it('counts projections of reprojection alone', () => {
  expect(projectionsPerPoint(config({}))).toBe(1);
  expect(projectionsPerPoint(config({ loss: { attraction: { weight: 1 } }, budget: { points: 1000 } }))).toBe(0);
});

it('leaves out terms whose weight is 0 throughout', () => {
  const names = (weight: unknown) => activeLosses(config({ loss: { reprojection: { weight: 1 }, attraction: { weight } } })).map(({ name }) => name);
  expect(names(0)).toEqual(['reprojection']);
  expect(names({ kind: 'linear', from: 0, to: 0 })).toEqual(['reprojection']);
  expect(names({ kind: 'linear', from: 1, to: 0 })).toEqual(['reprojection', 'attraction']);
});

it('is in whole steps, and the same for projections and points of one projection each', () => {
  expect(trainingExtent(config({}))).toEqual({ steps: 312, points: 79_872, projections: 79_872 });
  expect(trainingExtent(config({ budget: { points: 80_000 } }))).toEqual(trainingExtent(config({})));
  expect(trainingExtent(config({ loss: { attraction: { weight: 1 } }, budget: { points: 512 } }))).toEqual({ steps: 2, points: 512, projections: 0 });
});

it('takes the gradient of reprojection to change no count', () => {
  const term = (gradient: string) => trainingExtent(config({ loss: { reprojection: { weight: 1, gradient } } }));
  expect(term('stop-projection')).toEqual(term('full'));
});
