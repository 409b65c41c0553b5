export interface BudgetMultipleOptions {
  /** Budgets of the curves, ascending. */
  readonly budgets: readonly number[];
  /** The budget in question, and the objective that was reached with it. */
  readonly budget: number;
  readonly own: number | null;
  /** The objective that the reference reaches with a budget; null if it was not trained with that budget. */
  readonly reference: (budget: number) => number | null;
}

/**
 * How many times the budget a training took that the reference would have needed for the same objective: C/C′ with
 * L_ref(C′) = L(C), the reference's curve being a straight line in log C and log L between its budgets. Null if L
 * lies beyond the reference's ends, or its curve is not known or does not fall there.
 */
export function budgetMultiple({ budgets, budget, own, reference }: BudgetMultipleOptions): number | null {
  if (own === null) return null;
  const curve = budgets.flatMap((at) => {
    const value = reference(at);
    return value === null ? [] : [{ at, value }];
  });
  for (const [i, from] of curve.entries()) {
    const to = curve[i + 1];
    if (to === undefined || !(from.value >= own && own >= to.value) || from.value === to.value) continue;
    const share = Math.log(from.value / own) / Math.log(from.value / to.value);
    return budget / (from.at * (to.at / from.at) ** share);
  }
  return null;
}
