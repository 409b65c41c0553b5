/** Pairs that are chosen, and α that each is decoded at: at most. */
export interface ExplorationSizes {
  readonly pairs: number;
  readonly alphas: number;
}

export const EXPLORATION_SIZES: ExplorationSizes = { pairs: 24, alphas: 33 };
