import { rootKey, sampleWithoutReplacement, split, type NamedArrays } from '@latent-paths/core';
import type { Path } from '@latent-paths/model';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { steady } from '../training/clocks.js';
import type { Progress } from '../progress.js';
import { solverHost, type Work } from '../training/solvers/solver-host.js';
import { alphaGrid, gatherRows, type DisjointPairs } from '../evaluation/scoring/test-pairs.js';
import { Stopped, type StageContext } from './context.js';
import type { TrialInputs } from './trial-inputs.js';

export interface SolvePathsOptions {
  readonly path: Path;
  readonly config: TrialConfig;
  readonly label: string;
  readonly trialInputs: TrialInputs;
  readonly chosen: DisjointPairs;
}

/** What was found for every pair before its path is computed, and what that took. */
export interface SolvedPaths {
  /** By name, [pairs, …]; `{}` where nothing is solved for. */
  readonly solution: NamedArrays;
  readonly work: Work;
  readonly seconds: number;
}

/** Solves for the paths of all pairs. It keeps nothing: what is stopped here begins anew. */
export async function solvePaths(
  { path, config, label, trialInputs, chosen }: SolvePathsOptions,
  context: StageContext,
): Promise<SolvedPaths> {
  if (path.solve === undefined) return { solution: {}, work: { decodes: 0, encodes: 0, flops: 0 }, seconds: 0 };
  const { vae, pools } = trialInputs;
  const clock = steady(context.now);
  let shown: { readonly problem: string; readonly bar: Progress } | undefined;
  const host = solverHost({
    engine: context.engine,
    vae,
    alphas: alphaGrid(config.evaluation.alphas).data,
    sample(count) {
      const key = split(rootKey(config.evaluation.seed), 'latents of solvers');
      return gatherRows(pools.train, sampleWithoutReplacement(key, pools.train.count, count));
    },
    async pulse(problem, done, most) {
      if (context.signal.aborted) throw new Stopped(`${label}, solving stopped`);
      if (shown?.problem !== problem) {
        shown?.bar.end();
        const work = {
          kind: 'solving',
          label: `${label}, solving: ${problem}`,
          total: most,
          unit: { name: 'runs', size: 1 },
        } as const;
        shown = { problem, bar: context.display.begin(work) };
      }
      shown.bar.update(done);
      await new Promise(setImmediate);
    },
  });
  try {
    const ends = (rows: Int32Array) => gatherRows(pools.test, rows);
    const solution = await path.solve({ zA: ends(chosen.a), zB: ends(chosen.b) }, host);
    shown?.bar.finish();
    return { solution, work: host.work(), seconds: clock() };
  } finally {
    shown?.bar.end();
  }
}
