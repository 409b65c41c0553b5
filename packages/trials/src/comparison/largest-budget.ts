import type { ExperimentRecord } from '@latent-paths/core';

/** The arm at the largest finished budget of each curve, and every arm that is on no curve. */
export function atLargestBudget<Arm extends { readonly name: string; readonly trials: readonly unknown[] }>(
  experiment: Pick<ExperimentRecord, 'arms'>,
  arms: readonly Arm[],
): readonly Arm[] {
  const curves = new Map(
    experiment.arms.flatMap(({ name, curve }) => (curve === undefined ? [] : [[name, curve] as const])),
  );
  const finished = arms.filter(({ trials }) => trials.length > 0);
  return arms.filter((arm) => {
    const own = curves.get(arm.name);
    if (own === undefined) return true;
    const others = finished.flatMap(({ name }) => curves.get(name) ?? []).filter((other) => other.arm === own.arm);
    return arm.trials.length > 0 && others.every(({ budget }) => budget <= own.budget);
  });
}
