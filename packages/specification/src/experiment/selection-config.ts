import type { TrialConfig } from '../trial/trial-shape.js';

/** What a trial is scored on that only a rate is chosen by, at most. */
const MOST = { pairs: 256, alphas: 17, truth: { pairs: 2, alphas: 3 } } as const;

/**
 * The configuration of a trial that a rate is chosen by: scored on few validation latents, and on nothing that is
 * costly.
 */
export function selectionConfig(config: TrialConfig): TrialConfig {
  const { gaps: _, ...evaluation } = config.evaluation;
  const { pairs, alphas, truth } = evaluation;
  const fewer = { pairs: Math.min(truth.pairs, MOST.truth.pairs), alphas: Math.min(truth.alphas, MOST.truth.alphas) };
  return {
    ...config,
    evaluation: {
      ...evaluation,
      latents: 'validation',
      pairs: Math.min(pairs, MOST.pairs, Math.floor(config.pool.validation / 2)),
      alphas: Math.min(alphas, MOST.alphas),
      truth: { ...truth, ...fewer },
    },
  };
}
