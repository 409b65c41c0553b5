import { expect, it } from 'vitest';
import { activeLosses, plannedExtent, trainingExtent } from '../src/trial/budget.js';
import { trialSchema } from '../src/trial/trial-schema.js';

const config = (settings: object) => trialSchema.parse(settings);
function projectionsPerPoint(settings: object): number {
  const { projections, points } = plannedExtent(config({ ...settings, budget: { points: 1024 } }))!;
  return projections / points;
}

it('counts projections of reprojection alone', () => {
  expect(projectionsPerPoint({})).toBe(1);
  expect(projectionsPerPoint({ loss: { attraction: { weight: 1 } } })).toBe(0);
});

it('counts the projections of a loss’s own network, too', () => {
  expect(projectionsPerPoint({ loss: { reprojection: { weight: 1 }, 'alpha-critic': { weight: 1 } } })).toBe(2);
  expect(projectionsPerPoint({ loss: { reprojection: { weight: 1 }, 'image-critic': { weight: 1 } } })).toBe(1);
});

it('counts a projection that several losses share once, and a share of the points by itself', () => {
  const of = (share: number) =>
    projectionsPerPoint({ loss: { reprojection: { weight: 1, share }, tube: { weight: 1, tau: 2 } } });
  expect(of(1)).toBe(1);
  expect(of(0.25)).toBe(1.25);
});

it('leaves out terms whose weight is 0 throughout', () => {
  const names = (weight: unknown) =>
    activeLosses(config({ loss: { reprojection: { weight: 1 }, attraction: { weight } } })).map(({ name }) => name);
  expect(names(0)).toEqual(['reprojection']);
  expect(names({ kind: 'linear', from: 0, to: 0 })).toEqual(['reprojection']);
  expect(names({ kind: 'linear', from: 1, to: 0 })).toEqual(['reprojection', 'attraction']);
});

it('is in whole steps, and the same for projections and points of one projection each', () => {
  expect(plannedExtent(config({}))).toEqual({ steps: 312, points: 79_872, projections: 79_872 });
  expect(plannedExtent(config({ budget: { points: 80_000 } }))).toEqual(plannedExtent(config({})));
  expect(plannedExtent(config({ loss: { attraction: { weight: 1 } }, budget: { points: 512 } }))).toEqual({
    steps: 2,
    points: 512,
    projections: 0,
  });
});

it('takes the gradient of reprojection to change no count', () => {
  const term = (gradient: string) => plannedExtent(config({ loss: { reprojection: { weight: 1, gradient } } }));
  expect(term('stop-projection')).toEqual(term('full'));
});

it('makes as many whole steps as FLOPs allow, which the configuration alone does not tell', () => {
  const flops = (count: number) => config({ budget: { flops: count }, batch: 32 });
  expect(plannedExtent(flops(1000))).toBeNull();
  expect(trainingExtent(flops(1000), 300)).toEqual({ steps: 3, points: 96, projections: 96 });
  expect(trainingExtent(flops(900), 300).steps).toBe(3);
  expect(trainingExtent(flops(899), 300).steps).toBe(2);
  expect(() => trainingExtent(flops(299), 300)).toThrow('budget: expected at least one step of 300 FLOPs, got 299');
});

it('takes a budget that is no FLOPs as it is, whatever a step costs', () => {
  expect(trainingExtent(config({}), 1)).toEqual(plannedExtent(config({})));
});

it('counts the share of the points that is projected, which must be whole', () => {
  const term = (share: number, batch: number) =>
    config({ loss: { reprojection: { weight: 1, share } }, batch, budget: { points: 1000 } });
  expect(plannedExtent(term(0.25, 112))).toEqual({ steps: 8, points: 896, projections: 224 });
  expect(plannedExtent(term(0.07, 400))).toEqual({ steps: 2, points: 800, projections: 56 });
  expect(() => term(0.03125, 16)).toThrow("expected a share of the batch's 16 points that is whole, got 0.5");
});
