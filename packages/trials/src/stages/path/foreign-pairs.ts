import { readTrainedPairs, type ImageSource, type Pool, type TrainedPairs } from '@latent-paths/data';
import { arePicturesKnown, type TrialConfig } from '@latent-paths/specification/trial';
import type { TrialInputs } from '../trial-inputs.js';

/** Points that a path was trained on elsewhere, found again in the training pool. */
export interface ForeignPairs {
  /** Rows of the training pool, and α. */
  readonly points: TrainedPairs;
  /** What is wrong with them, a sentence each. */
  readonly warnings: readonly string[];
}

/** The rows of the files that a pool's latents have. */
type RowOf = (index: number) => number;

/**
 * Reads what a path was trained on. @throws where the file is damaged, or none of its latents is in the training pool
 */
export async function openTrainedPairs(
  file: string,
  config: TrialConfig,
  { source, pools }: TrialInputs,
): Promise<ForeignPairs> {
  const given = await readTrainedPairs(file);
  const known = arePicturesKnown(config);
  const place = await placesOf(pools.train, rowsOf('train', source, known));
  const scored = await placesOf(pools.test, rowsOf('heldOut', source, known));
  const kept = Array.from(given.a.keys()).filter((i) => place.has(given.a[i]!) && place.has(given.b[i]!));
  if (kept.length === 0)
    throw new Error(
      `${file}: expected pairs of latents of the training pool, got none among ${given.a.length}; latents are ` +
        'numbered as rows of pool.latents, or as pictures in the order of the files, from 0',
    );
  const ends = new Set([...given.a, ...given.b]);
  const seen = [...scored.keys()].filter((row) => ends.has(row)).length;
  const lost = given.a.length - kept.length;
  return {
    points: {
      a: Int32Array.from(kept, (i) => place.get(given.a[i]!)!),
      b: Int32Array.from(kept, (i) => place.get(given.b[i]!)!),
      alpha: Float32Array.from(kept, (i) => given.alpha[i]!),
    },
    warnings: [
      ...(seen === 0
        ? []
        : [
            `it was trained on ${seen} of the ${scored.size} latents that all arms are scored on: its held-out ` +
              'error, and the gap of latents, are too small',
          ]),
      ...(lost === 0
        ? []
        : [`${lost} of its ${given.a.length} training points are not of the training pool, and are left out`]),
    ],
  };
}

function rowsOf(part: 'train' | 'heldOut', { size, rowOf }: ImageSource, known: boolean): RowOf {
  if (!known) return (row) => row;
  const inTurn = (index: number) => (part === 'train' ? index : size.train + index);
  return rowOf === undefined ? inTurn : (index) => rowOf(part, index);
}

async function placesOf(pool: Pool, rowOf: RowOf): Promise<Map<number, number>> {
  return new Map(Array.from(await pool.indices(), (index, place) => [rowOf(index), place]));
}
