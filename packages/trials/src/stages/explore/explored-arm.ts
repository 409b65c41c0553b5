import { FRAMES, PATHS, POINTS, TRUTH_POINTS, type RunRecord, type SummaryRecord } from '@latent-paths/core';
import type { ExperimentStore, Table } from '@latent-paths/data';
import { parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import type { ArmToExplore } from './arms-to-explore.js';
import type { AlongPairs, RankedArm } from '../../comparison/exploration/choose-pairs.js';

/** An arm's first finished trial, and what it says of test pairs. */
export interface ExploredArm extends RankedArm {
  readonly run: RunRecord;
  readonly config: TrialConfig;
  readonly summary: SummaryRecord;
  /** Held-out images that its pairs join. */
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** Factors of the nearest true images by name, of the pairs and α of `distance`. */
  readonly factors: Readonly<Record<string, Float32Array>>;
  /** Decoded frames that the trial kept. */
  readonly frames: Table | null;
}

/** @throws if a table of the finished trial is gone */
export async function readExploredArm(
  { name, trained, run }: ArmToExplore,
  experiment: ExperimentStore,
): Promise<ExploredArm> {
  const trial = experiment.trial(run.trial);
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const [summary, points, paths] = [
    await trial.readSummary(),
    await trial.readTable(POINTS),
    await trial.readTable(PATHS),
  ];
  if (summary === null || points === null || paths === null)
    throw new Error(`${trial.folder}: expected summary.json, ${POINTS} and ${PATHS}, found one missing`);
  const truth = summary.truth && (await trial.readTable(TRUTH_POINTS));
  const columns = truth?.columns ?? {};
  return {
    arm: name,
    trained,
    run,
    config,
    summary,
    a: paths.columns['a']!.data,
    b: paths.columns['b']!.data,
    reprojection: alongPairs(points, 'reprojection', summary.alphas),
    distance: truth ? alongPairs(truth, 'true-distance', summary.truth!.alphas) : null,
    factors: Object.fromEntries(
      Object.entries(columns).flatMap(([key, column]) =>
        key.startsWith('factor-') && column.kind === 'float32' ? [[key.slice('factor-'.length), column.data]] : [],
      ),
    ),
    frames: await trial.readTable(FRAMES),
  };
}

function alongPairs(table: Table, name: string, alphas: readonly number[]): AlongPairs | null {
  const column = table.columns[name];
  return column?.kind === 'float32' ? { alphas, values: column.data } : null;
}
