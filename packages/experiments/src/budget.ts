import { buildChoice } from '@latent-paths/core';
import { losses, paths, type Loss, type Path } from '@latent-paths/model';
import { buildSchedule } from './schedules/scheduled.js';
import type { TrialConfig } from './spec.js';

/** How long a trial trains. */
export interface Extent {
  readonly steps: number;
  /** Points (pair, α): steps × batch. */
  readonly points: number;
  /** Evaluations of P for the losses and the path. */
  readonly projections: number;
}

/** The terms whose weight is not 0 throughout, in the order of the registry: what a step computes. */
export function activeLosses(config: Pick<TrialConfig, 'loss'>): { readonly name: keyof TrialConfig['loss']; readonly loss: Loss }[] {
  const names = Object.keys(losses) as (keyof typeof losses)[]; // Object.keys forgets that they are the registry's names
  return names.flatMap((name) => {
    const term = config.loss[name];
    if (term === undefined || buildSchedule(term.weight).bounds[1] === 0) return [];
    const { weight: _, ...parameters } = term;
    return [{ name, loss: buildChoice<Loss>(losses, { kind: name, ...parameters }) }];
  });
}

/** Evaluations of P in training on one point. */
export function projectionsPerPoint(config: Pick<TrialConfig, 'loss' | 'path'>): number {
  const path = buildChoice<Path>(paths, config.path).projections;
  return activeLosses(config).reduce((sum, { loss }) => sum + loss.projections, path);
}

/**
 * The budget in whole steps, rounded down.
 * @throws RangeError where the budget counts projections and the trial makes none, or where it is less than one step
 */
export function trainingExtent(config: Pick<TrialConfig, 'loss' | 'path' | 'budget' | 'batch'>): Extent {
  const { budget, batch } = config;
  const perPoint = projectionsPerPoint(config);
  if ('projections' in budget && perPoint === 0) {
    throw new RangeError('expected a budget of points, because no loss evaluates P, got projections; write budget: { points: … }');
  }
  const points = 'points' in budget ? budget.points : budget.projections / perPoint;
  const steps = Math.floor(points / batch);
  if (steps < 1) throw new RangeError(`expected at least one step of ${batch} points, got a budget of ${points} points`);
  return { steps, points: steps * batch, projections: steps * batch * perPoint };
}
