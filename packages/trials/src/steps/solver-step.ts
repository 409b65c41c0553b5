import type { StepDefinition } from '@latent-paths/engine';
import {
  initialMinimiser,
  minimiserStep,
  weight,
  type FrozenVae,
  type Minimisation,
  type RowMap,
} from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { rowSpecs, scalar } from './specs.js';

export interface SolverStepOptions {
  readonly vae: FrozenVae;
  /** Rows a run. */
  readonly batch: number;
}

/**
 * One iteration on `batch` rows. Inputs: `row/<name>`, and the scalars `learning-rate` and `step`, 1 for the first.
 * Outputs: the scalars `objective`, `gradient` and `moving`.
 */
export function minimiseStep(problem: Minimisation, { vae, batch }: SolverStepOptions): StepDefinition {
  return {
    name: `solve ${problem.name}`,
    frozen: under('vae', vae.weights),
    state: rowSpecs(initialMinimiser(problem.start), batch),
    inputs: { ...under('row', rowSpecs(problem.rows, batch)), 'learning-rate': scalar, step: scalar },
    run({ frozen, state, inputs }) {
      const next = minimiserStep(problem, {
        state,
        rows: within('row', inputs),
        learningRate: weight(inputs, 'learning-rate', 0),
        step: weight(inputs, 'step', 0),
        vae: vae.context(within('vae', frozen)),
      });
      return { state: next.state, outputs: { ...next.outputs } };
    },
  };
}

/** A function of `batch` rows. Inputs: `row/<name>`; output: `result` [b, …]. */
export function mapStep(problem: RowMap, { vae, batch }: SolverStepOptions): StepDefinition {
  return {
    name: `compute ${problem.name}`,
    frozen: { ...under('vae', vae.weights), ...under('shared', problem.shared) },
    state: {},
    inputs: under('row', rowSpecs(problem.rows, batch)),
    run: ({ frozen, inputs }) => ({
      state: {},
      outputs: {
        result: problem.compute(within('row', inputs), within('shared', frozen), vae.context(within('vae', frozen))),
      },
    }),
  };
}
