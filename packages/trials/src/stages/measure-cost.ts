import { mapValues, type NamedArrays, ndarray, type SummaryRecord } from '@latent-paths/core';
import type { Path } from '@latent-paths/model';
import { median } from 'simple-statistics';
import { under } from '../steps/prefixed-records.js';
import { countedVae, type CountedVae } from '../training/solvers/evaluations.js';
import { repeatRows } from '../training/solvers/take-rows.js';
import { pointStep } from '../steps/point-step.js';
import { rowsAtOnce } from '../steps/rows-at-once.js';
import { alphaGrid, gatherRows, type DisjointPairs } from '../evaluation/scoring/test-pairs.js';
import type { StageContext } from './context.js';
import type { TrialInputs } from './trial-inputs.js';
import type { SolvedPaths } from './solve-paths.js';
import { withPrograms } from '../steps/with-programs.js';

export interface MeasureCostOptions {
  readonly path: Path;
  readonly theta: NamedArrays;
  readonly trialInputs: TrialInputs;
  readonly chosen: DisjointPairs;
  readonly alphas: number;
  readonly solved: SolvedPaths;
}

/** Points in a run that is timed, at most, and how many runs are: the first one warms up. */
const POINTS = 512;
const RUNS = 6;

/**
 * What finding one point of a path costs, its share of what was solved for its pair included; to see it takes one D
 * more where it is a latent.
 */
export async function measureCost(
  { path, theta, trialInputs, chosen, alphas, solved }: MeasureCostOptions,
  context: StageContext,
): Promise<SummaryRecord['cost']> {
  const { vae, pools } = trialInputs;
  const pairs = Math.max(1, Math.min(chosen.a.length, Math.floor(rowsAtOnce(POINTS, vae.imageShape) / alphas)));
  const points = pairs * alphas;
  const perPoint = (rows: Int32Array) => repeatRows(gatherRows(pools.test, rows.slice(0, pairs)), pairs, alphas);
  let counted: CountedVae | undefined;
  return withPrograms(context.engine, async (compile) => {
    const program = await compile(
      pointStep({
        path,
        theta,
        solution: solved.solution,
        vae: { ...vae, context: (weights) => (counted = countedVae(vae.context(weights))).context },
        points,
      }),
    );
    const grid = alphaGrid(alphas).data;
    const inputs = {
      zA: perPoint(chosen.a),
      zB: perPoint(chosen.b),
      alpha: ndarray(
        [points, 1],
        Float32Array.from({ length: points }, (_, i) => grid[i % alphas]!),
      ),
      ...under(
        'solution',
        mapValues(solved.solution, (rows) => repeatRows(rows, pairs, alphas)),
      ),
    };
    const seconds: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const began = context.now();
      await program.run(inputs);
      if (run > 0) seconds.push(context.now() - began);
    }
    const { decodes, encodes } = counted!.count(); // the program has run
    const all = chosen.a.length * alphas;
    return {
      decodes: solved.work.decodes / all + decodes / points,
      encodes: solved.work.encodes / all + encodes / points,
      flops:
        solved.work.flops === null || program.flops === null ? null : solved.work.flops / all + program.flops / points,
      seconds: solved.seconds / all + median(seconds) / points,
    };
  });
}
