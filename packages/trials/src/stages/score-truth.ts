import { sizeOf, TRUTH_PATHS, TRUTH_POINTS, type TruthRecord } from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';
import { arePicturesKnown, type TrialConfig } from '@latent-paths/specification/trial';
import { withProgress } from '../progress.js';
import { alphaGrid, evenlyOf, type DisjointPairs } from '../evaluation/scoring/test-pairs.js';
import { decodeEnds } from '../evaluation/truth/decode-interpolation.js';
import { scoreFrames } from '../evaluation/truth/score-frames.js';
import { truthRecord, truthTables } from '../evaluation/truth/truth-record.js';
import { Stopped, type StageContext } from './context.js';
import type { TrialInputs } from './trial-inputs.js';

export interface TruthScorerOptions {
  readonly config: TrialConfig;
  readonly label: string;
  readonly trialInputs: TrialInputs;
  readonly trial: TrialStore;
  readonly chosen: DisjointPairs;
}

/** Holds decoded frames against ground truth. */
export interface TruthScorer {
  /** Keeps what it needs of decoded frames [count, alphas, D] of the pairs from `first` on. */
  take(decoded: ArrayLike<number>, first: number, count: number): void;
  /** Writes one row per point and one a pair; the section `truth` of the summary. */
  score(): Promise<TruthRecord>;
}

/** Null if the factors of the latents' images are not known. */
export function truthScorer(
  { config, label, trialInputs, trial, chosen }: TruthScorerOptions,
  context: StageContext,
): TruthScorer | null {
  const { source, vae, pools } = trialInputs;
  if (source.factors.length === 0 || !arePicturesKnown(config)) return null;
  const { alphas, truth } = config.evaluation;
  const values = sizeOf(source.shape);
  const places = evenlyOf(alphas, truth.alphas);
  const grid = places.map((place) => alphaGrid(alphas).data[place]!);
  const count = Math.min(truth.pairs, chosen.a.length);
  const pairs = { a: chosen.a.slice(0, count), b: chosen.b.slice(0, count) };
  const frames = new Float32Array(count * grid.length * values);

  return {
    take(decoded, first, taken) {
      for (let pair = first; pair < Math.min(first + taken, count); pair++) {
        places.forEach((place, i) => {
          const from = ((pair - first) * alphas + place) * values;
          const to = (pair * grid.length + i) * values;
          for (let p = 0; p < values; p++) frames[to + p] = decoded[from + p]!;
        });
      }
    },
    async score() {
      const began = context.now();
      const { engine } = context;
      const images = await pools.test.indices();
      const [a, b] = [pairs.a.map((row) => images[row]!), pairs.b.map((row) => images[row]!)];
      const work = {
        kind: 'truth',
        label: `${label}, ground truth`,
        total: count,
        unit: { name: 'frames', size: grid.length },
      } as const;
      return withProgress(context.display, work, async (bar) => {
        const ends = await decodeEnds({ source, vae, test: pools.test, pairs, engine });
        const scored = await scoreFrames({
          data: config.data,
          frames,
          ends,
          alphas: grid,
          a,
          b,
          bank: truth.bank,
          engine,
          tell(share) {
            if (context.signal.aborted) throw new Stopped(`${label}, ground truth stopped`);
            bar.update(count * share);
          },
        });
        const tables = truthTables({ truth: scored, alphas: grid, factors: source.factors, a, b });
        await trial.writeTable(TRUTH_POINTS, tables.points);
        await trial.writeTable(TRUTH_PATHS, tables.paths);
        bar.finish();
        return truthRecord(scored, grid, context.now() - began);
      });
    },
  };
}
