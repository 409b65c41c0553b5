import { plannedPoints } from '../trial/budget.js';
import type { ArmAtPoint } from './unresolved-arm.js';
import { isTrained } from '../trial/identity.js';
import { nameAt } from './naming.js';
import type { Override } from './overrides.js';

/** Where an arm stands on a curve over the budget. */
export interface CurvePlace {
  /** Its name without the budget. */
  readonly arm: string;
  /** Points (pair, α). */
  readonly budget: number;
}

/**
 * The place of an arm on its curve; null if it trains nothing, the grid does not vary its budget, or that is not of
 * points.
 */
export function curveOf({ arm, point, config }: Pick<ArmAtPoint, 'arm' | 'point' | 'config'>): CurvePlace | null {
  const isBudget = ({ path: [head] }: Override) => head === 'budget';
  if (!isTrained(config) || !point.some(isBudget) || 'flops' in config.budget) return null;
  const rest = point.filter((one) => !isBudget(one));
  return { arm: nameAt(arm, rest), budget: plannedPoints(config) };
}
