import type { EstimateOver, PredictionFound, PredictionRecord } from '@latent-paths/core';

/** What was found for one arm relative to another at one budget. */
export interface Between {
  readonly ratio: EstimateOver | null;
  readonly multiple: EstimateOver | null;
}

/** Each prediction with what was found at every budget; `between` compares two arms at one budget. */
export function judgePredictions(
  predictions: readonly PredictionRecord[],
  budgets: readonly number[],
  between: (arm: string, against: string, budget: number) => Between,
): PredictionFound[] {
  return predictions.map((prediction) => ({
    id: prediction.id,
    points: budgets.map((budget) => {
      const found = between(prediction.arm, prediction.against, budget)[prediction.quantity];
      const isAsked = prediction.budget === undefined || prediction.budget === budget;
      return { budget, found, verdict: isAsked ? verdictOf(prediction, found) : null };
    }),
  }));
}

/** It fails where the interval lies outside of the predicted range; with one seed, a multiple has no interval. */
function verdictOf({ least, most }: PredictionRecord, found: EstimateOver | null): 'stands' | 'fails' | 'open' {
  if (found === null || found.units < 2) return 'open';
  return (least !== null && found.high < least) || (most !== null && found.low > most) ? 'fails' : 'stands';
}
