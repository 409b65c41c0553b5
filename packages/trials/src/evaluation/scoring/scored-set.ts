import { pathOf } from '@latent-paths/specification/paths';
import type { TrialConfig } from '@latent-paths/specification/trial';

/** The configuration with its evaluation cut to the pairs and α that solvers are scored on. */
export function onSolverSet(config: TrialConfig): TrialConfig {
  const { evaluation } = config;
  const { solver } = evaluation;
  const cut = { pairs: Math.min(solver.pairs, evaluation.pairs), alphas: Math.min(solver.alphas, evaluation.alphas) };
  return { ...config, evaluation: { ...evaluation, ...cut } };
}

/** The configuration with the pairs and α that its path is scored on: those of solvers where it is solved for. */
export function onOwnSet(config: TrialConfig): TrialConfig {
  return pathOf(config.path).solve === undefined ? config : onSolverSet(config);
}

/** Whether two configurations are scored on as many pairs and α, and so on the same ones. */
export function sameSet(a: TrialConfig, b: TrialConfig): boolean {
  return a.evaluation.pairs === b.evaluation.pairs && a.evaluation.alphas === b.evaluation.alphas;
}
