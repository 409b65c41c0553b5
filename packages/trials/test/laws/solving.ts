import { ndarray } from '@latent-paths/core';
import { initialMinimiser, type FrozenVae, type SolverHost } from '@latent-paths/model';
import { under } from '../../src/steps/prefixed-records.js';
import { mapStep, minimiseStep } from '../../src/steps/solver-step.js';
import { scalarArray } from '../../src/steps/specs.js';
import { expectAgreement, normal, runBoth } from './agreement.js';

export interface BothHostOptions {
  readonly vae: FrozenVae;
  readonly alphas: Float32Array;
}

/** Solves eagerly and compiled, and holds every step of both to each other. */
export function bothHost({ vae, alphas }: BothHostOptions): SolverHost {
  const options = (rows: number) => ({ vae, batch: rows });
  return {
    alphas,
    sample: (count) => normal('pool', [count, vae.latentSize]),
    async map(problem, take) {
      const n = Object.values(problem.rows)[0]!.shape[0]!;
      const [made] = await runBoth(mapStep(problem, options(n)), {}, () => under('row', problem.rows));
      expectAgreement('what is computed for each row', made!, 1e-5);
      const { data } = made!.compiled.outputs['result']!;
      for (let i = 0; i < n; i++)
        take(Float32Array.from(data.slice((i * data.length) / n, ((i + 1) * data.length) / n)), i);
    },
    async minimise(problem) {
      const { shape } = problem.start;
      const inputs = (run: number) => ({
        ...under('row', problem.rows),
        'learning-rate': scalarArray(problem.learningRate(run / problem.iterations)),
        step: scalarArray(run + 1),
      });
      const runs = await runBoth(
        minimiseStep(problem, options(shape[0]!)),
        initialMinimiser(problem.start),
        inputs,
        problem.iterations,
      );
      expectAgreement(`${problem.name}, step 1`, runs[0]!, 1e-5);
      expectAgreement(`${problem.name}, step ${problem.iterations}`, runs.at(-1)!, 1e-3);
      return ndarray(shape, Float32Array.from(runs.at(-1)!.compiled.state['unknowns']!.data));
    },
  };
}
