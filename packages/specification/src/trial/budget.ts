import { buildChoice } from '@latent-paths/core';
import { losses, type Loss } from '@latent-paths/model';
import { pathOf } from '../paths/registry.js';
import { buildSchedule } from '../schedules/scheduled.js';
import type { TrialConfig } from './trial-shape.js';

/** How long a trial trains. */
export interface Extent {
  readonly steps: number;
  /** Points (pair, α): steps × batch. */
  readonly points: number;
  /** Evaluations of P for the losses and the path. */
  readonly projections: number;
}

type Budgeted = Pick<TrialConfig, 'loss' | 'path' | 'budget' | 'batch'>;

/** The terms whose weight is not 0 throughout, in the order of the registry: what a step computes. */
export function activeLosses(
  config: Pick<TrialConfig, 'loss'>,
): { readonly name: keyof TrialConfig['loss']; readonly loss: Loss }[] {
  // Object.keys forgets that they are the registry's names
  const names = Object.keys(losses) as (keyof typeof losses)[];
  return names.flatMap((name) => {
    const term = config.loss[name];
    if (term === undefined || buildSchedule(term.weight).bounds[1] === 0) return [];
    const { weight: _, ...parameters } = term;
    return [{ name, loss: buildChoice<Loss>(losses, { kind: name, ...parameters }) }];
  });
}

/**
 * Evaluations of P in training on one point: all losses share that of the whole batch, a share of it is projected by
 * itself.
 */
function projectionsPerPoint(config: Pick<TrialConfig, 'loss' | 'path'>): number {
  const path = pathOf(config.path).projections;
  const terms = activeLosses(config);
  const [whole, shares] = [true, false].map((is) =>
    terms.map(({ loss }) => loss.projections).filter((count) => Number.isInteger(count) === is),
  ) as [number[], number[]]; // 2 of 2
  const ofNetworks = terms.map(({ loss }) => loss.network?.projections ?? 0);
  return path + Math.max(0, ...whole) + [...shares, ...ofNetworks].reduce((sum, count) => sum + count, 0);
}

/** The points that a budget asks for, before it is cut to whole steps. @throws RangeError for a budget of FLOPs */
export function plannedPoints({ budget, ...config }: Pick<TrialConfig, 'loss' | 'path' | 'budget'>): number {
  if ('points' in budget) return budget.points;
  if ('projections' in budget) return Math.round(budget.projections / projectionsPerPoint(config));
  throw new RangeError('budget: expected points or projections, got FLOPs, which are counted at launch');
}

/**
 * The budget in whole steps, rounded down, where the configuration alone tells them; null for a budget of FLOPs, which
 * are counted at launch.
 * @throws RangeError if the budget counts projections and the trial makes none, where it is less than one step, or
 *   where
 *   the share of a batch that is projected is not whole
 */
export function plannedExtent(config: Budgeted): Extent | null {
  const { budget, batch } = config;
  if ('flops' in budget) return null;
  const perPoint = projectionsPerPoint(config);
  if ('projections' in budget && perPoint === 0) {
    throw new RangeError(
      'expected a budget of points, because no loss evaluates P, got projections; write budget: { points: … }',
    );
  }
  const points = 'points' in budget ? budget.points : budget.projections / perPoint;
  const steps = Math.floor(points / batch);
  if (steps < 1)
    throw new RangeError(`expected at least one step of ${batch} points, got a budget of ${points} points`);
  return extentOf(config, steps);
}

/**
 * The budget in whole steps, rounded down. `stepFlops` is what one step costs: forward, backward and optimiser.
 * @throws RangeError as `plannedExtent`
 */
export function trainingExtent(config: Budgeted, stepFlops: number): Extent {
  const { budget } = config;
  if (!('flops' in budget)) return plannedExtent(config)!; // null for FLOPs alone
  const steps = Math.floor(budget.flops / stepFlops);
  if (steps < 1)
    throw new RangeError(
      `budget: expected at least one step of ${stepFlops} FLOPs, got ${budget.flops}; raise the budget, or make ` +
        'the batch smaller',
    );
  return extentOf(config, steps);
}

function extentOf(config: Budgeted, steps: number): Extent {
  const { batch } = config;
  const asked = batch * projectionsPerPoint(config);
  const projected = Math.round(asked);
  if (Math.abs(projected - asked) > 1e-6) {
    throw new RangeError(
      `expected a share of the batch's ${batch} points that is whole, got ${asked} to be projected; change batch ` +
        'or loss.reprojection.share',
    );
  }
  return { steps, points: steps * batch, projections: steps * projected };
}
