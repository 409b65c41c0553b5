import { z } from 'zod';

/** One rate that was tried. */
const triedRecord = z.strictObject({
  value: z.number(),
  /** Of the selection's experiment. */
  trial: z.string(),
  /**
   * Mean of ‖z − P(z)‖² + λ·‖z − ẑ‖² over validation pairs and α; null if the training left the finite numbers, or
   * has not finished.
   */
  objective: z.number().nullable(),
  diverged: z.boolean(),
});

/** `selection.json`: which rates were tried before an experiment, and what it trains with. */
export const selectionRecord = z.strictObject({
  version: z.literal(1),
  /** The experiment, and the one that its trials are tried in. */
  experiment: z.string(),
  trials: z.string(),
  /** Dotted key of the rate. */
  key: z.string(),
  values: z.array(z.number()),
  /** Points (pair, α), ascending. */
  budgets: z.array(z.int()),
  /** The seed that all were tried with. */
  seed: z.int(),
  /** Whether the experiment's file says what was chosen: what was tried may then be elsewhere. */
  written: z.boolean(),
  arms: z.array(
    z.strictObject({
      /** Without its budget. */
      arm: z.string(),
      /** λ of the objective. */
      attraction: z.number(),
      /** Rate at the first budget. */
      chosen: z.number(),
      /**
       * Best of the grid at each budget, and the minimum of the parabola through it and its neighbours; null if that
       * was not tried.
       */
      tried: z.array(
        z.strictObject({
          budget: z.int(),
          best: z.number().nullable(),
          refined: z.number().nullable(),
          values: z.array(triedRecord),
        }),
      ),
    }),
  ),
  /** a of η = η₁·(C/C₁)^(−a), one for all arms. */
  exponent: z.number(),
  /** Half, once and twice the rate that follows for a larger budget; absent if it was not asked for. */
  check: z
    .strictObject({
      budget: z.int(),
      arms: z.array(z.strictObject({ arm: z.string(), predicted: z.number(), values: z.array(triedRecord) })),
    })
    .optional(),
});
export type SelectionRecord = z.infer<typeof selectionRecord>;
