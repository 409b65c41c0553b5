import { z } from 'zod';
import { hashText } from './hash-text.js';

const numbers = z.array(z.number()).readonly();
/** Coordinates in a plane. */
const place = z.tuple([z.number(), z.number()]).readonly();

/** Why a pair is among those that are explored; the arms that it is said of. */
const reasonRecord = z.strictObject({
  kind: z.enum(['shown', 'worst-reprojection', 'worst-truth', 'disagreement', 'random']),
  arms: z.array(z.string()).readonly().optional(),
});
export type ExplorationReason = z.infer<typeof reasonRecord>;

/** What is known of one arm on one pair. */
const walkRecord = z.strictObject({
  /** Place among the arms. */
  arm: z.int(),
  /** Row of its frames in the pair's sprite; null if it has none. */
  row: z.int().nullable(),
  /** Columns of that row that hold a frame; absent if all do. */
  columns: z.array(z.int()).readonly().optional(),
  /** ‖z − P(z)‖² at the arm's `alphas`; null if it is not known. */
  reprojection: numbers.nullable(),
  /** ‖x − x*‖² and the factors of x*, one list a factor, at its `truthAlphas`; null if not known. */
  distance: numbers.nullable(),
  factors: z.array(numbers).readonly().nullable(),
  /** z at the exploration's α, in the arm's plane; null if the path has no latents, or they are not known. */
  latents: z.array(place).readonly().nullable(),
});
export type ExplorationWalk = z.infer<typeof walkRecord>;

const factorRecord = z.strictObject({
  name: z.string(),
  range: z.tuple([z.number(), z.number()]).readonly(),
  /** Of a factor that names one of several. */
  categories: z.array(z.string()).readonly().optional(),
  /** Whether both ends of the range are one; absent if not. */
  circular: z.literal(true).optional(),
});

/** `exploration.json`: pairs that were chosen across the arms, decoded along α, for a reader to move along. */
export const explorationRecord = z.strictObject({
  version: z.literal(1),
  experiment: z.string(),
  /** Hash of all that it is made from. */
  inputs: hashText,
  /** α of the columns of every sprite, ascending from 0 to 1. */
  alphas: numbers,
  image: z.strictObject({ height: z.int(), width: z.int(), channels: z.union([z.literal(1), z.literal(3)]) }),
  /** Place of a frame in a sprite, and where the frame begins in it: around it is what its edges continue to. */
  tile: z.strictObject({ height: z.int(), width: z.int(), top: z.int(), left: z.int() }),
  /** Of the lossy WebP, 0 to 100. */
  quality: z.int(),
  /** Empty if the images' factors are not known. */
  factors: z.array(factorRecord).readonly(),
  arms: z
    .array(
      z.strictObject({
        arm: z.string(),
        trial: z.string(),
        seed: z.int(),
        alphas: numbers,
        truthAlphas: numbers.optional(),
        /** Place among the planes; null if it is on none. */
        plane: z.int().nullable(),
        /** Why it has no frames of pairs that others have, in words; absent if it has all. */
        without: z.string().optional(),
        /** Artifacts that its trial uses and that were gone: once they are back, all is made again; absent if none. */
        missing: z.array(z.string()).readonly().optional(),
      }),
    )
    .readonly(),
  /** First two principal components of real held-out latents: their share of the variance, and some of the latents. */
  planes: z.array(z.strictObject({ share: place, ground: z.array(place).readonly() })).readonly(),
  pairs: z
    .array(
      z.strictObject({
        /** Place among the test pairs, and the images that it joins. */
        pair: z.int(),
        a: z.int(),
        b: z.int(),
        reasons: z.array(reasonRecord).readonly(),
        /** Frames: a row an arm, a column an α. Lossy WebP in base64. */
        sprite: z.strictObject({ rows: z.int(), webp: z.string() }),
        walks: z.array(walkRecord).readonly(),
      }),
    )
    .readonly(),
});
export type ExplorationRecord = z.infer<typeof explorationRecord>;
