import { ExplainedError } from '@latent-paths/core';
/**
 * One rate that was tried with an arm at a budget, and the objective that it reached: null if the training diverged.
 */
export interface TriedRate {
  readonly arm: string;
  readonly budget: number;
  readonly value: number;
  readonly objective: number | null;
}

/** The best rate of an arm at a budget. */
export interface BestRate {
  readonly arm: string;
  readonly budget: number;
  /** Of those that were tried. */
  readonly best: number;
  /** Minimum of the parabola through it and its neighbours. */
  readonly refined: number;
}

/** The grid is too narrow for an arm at a budget: the best rate may lie outside of it. */
export class GridTooNarrow extends ExplainedError {
  override readonly name = 'GridTooNarrow';
}

/**
 * The best rate of every arm at every budget: the one with the least objective. One that diverged is never chosen, and
 * counts as worse. Refined by the parabola through (log η, log L) at the best and at its neighbours, which is exact
 * where the optimum is quadratic in log η and rough where a grid is coarser than its valley; not refined beside a rate
 * that diverged.
 * @throws GridTooNarrow if the best is at an end of the grid, naming the arms, the budgets and the side to widen
 *   it on
 */
export function bestRates(tried: readonly TriedRate[]): BestRate[] {
  const cells = groups(tried, ({ arm, budget }) => `${arm} at ${budget} points`);
  const found = [...cells].map(([cell, rates]) => ({ cell, ...bestOf([...rates].sort((a, b) => a.value - b.value)) }));
  const wrong = found.flatMap(({ cell, side }) => (side === null ? [] : [`${cell} ${side}`]));
  if (wrong.length > 0) {
    throw new GridTooNarrow(
      'select.values: expected a grid with the best rate of every arm inside it, got the best of ' +
        wrong.join(', of '),
    );
  }
  return found.map(({ best }) => best);
}

interface Found {
  readonly best: BestRate;
  /** Where the grid ends too early; null if it does not. */
  readonly side: string | null;
}

function bestOf(rates: readonly TriedRate[]): Found {
  const at = rates.reduce(
    (least, { objective }, i) => ((objective ?? Infinity) < (rates[least]!.objective ?? Infinity) ? i : least),
    0,
  );
  const { arm, budget, value } = rates[at]!;
  const three = rates.slice(Math.max(0, at - 1), at + 2);
  const known = three.flatMap(({ value, objective }) =>
    objective === null ? [] : [[Math.log(value), Math.log(objective)] as const],
  );
  const side =
    rates[at]!.objective === null
      ? 'nowhere, because all diverged: add lower values'
      : at === 0
        ? `at its lower end, ${value}: add lower values`
        : at === rates.length - 1
          ? `at its upper end, ${value}: add higher values`
          : null;
  const refined = side === null && known.length === 3 ? Math.exp(vertex(known[0]!, known[1]!, known[2]!)) : value;
  return { best: { arm, budget, best: value, refined }, side };
}

type Point = readonly [x: number, y: number];

/**
 * Where the parabola through three points is least, the middle one being no higher than the others; the middle's x
 * where all are level.
 */
function vertex([x0, y0]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [left, right] = [(y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1)];
  const curvature = (right - left) / (x2 - x0);
  return curvature === 0 ? x1 : (x0 + x1) / 2 - left / (2 * curvature);
}

/**
 * a of η = η₁·(C/C₁)^(−a): the mean over arms of log(η₁/η_last)/log(C_last/C₁), η the refined best at an arm's first
 * and last budget. Never negative: rates are not raised with the budget on the word of two trainings. It rests on one
 * seed and, for each arm, on two budgets, so that its error is that of the refined rates over log(C_last/C₁): half a
 * step of a grid of twos between budgets 1 : 4 is 0.25. Null if no arm was tried at two budgets.
 */
export function exponentOf(best: readonly BestRate[]): number | null {
  const slopes = [...groups(best, ({ arm }) => arm).values()].flatMap((rates) => {
    const [first, ...others] = [...rates].sort((a, b) => a.budget - b.budget);
    const last = others.at(-1);
    return first === undefined || last === undefined
      ? []
      : [Math.log(first.refined / last.refined) / Math.log(last.budget / first.budget)];
  });
  if (slopes.length === 0) return null;
  return Math.max(
    0,
    slopes.reduce((sum, slope) => sum + slope / slopes.length, 0),
  );
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}
