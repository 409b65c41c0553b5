import { z } from 'zod';
import { measured } from './estimate-record.js';
import { projectionSizes } from './experiment-record.js';
import { hashText } from './hash-text.js';
import { summaryRecordOfValues } from './summary-record-of-values.js';
import { vaeQualityRecord } from './vae-quality-record.js';

/** Spectra of J_P, summarised over points. */
const spectrumRecord = z.strictObject({
  points: z.int(),
  /** Mean over the points of σ_1 ≥ σ_2 ≥ … ≥ σ_d. */
  singular: z.array(z.number()).readonly(),
  /** Greatest |eigenvalue|. */
  radius: summaryRecordOfValues,
  trace: summaryRecordOfValues,
  /** ‖J² − J‖/‖J‖, 0 of a projection; null if some Jacobian is 0. */
  defect: summaryRecordOfValues.nullable(),
});

/** How far P is a projection, seen from starts of one kind. */
const projectionKindRecord = z.strictObject({
  /** ‖P^{k+1}(z) − P^k(z)‖, k = 0 … 10; null if it is not defined of any start */
  movement: z.array(summaryRecordOfValues.nullable()).readonly(),
  /** ‖P^{k+2}(z) − P^{k+1}(z)‖ / ‖P^{k+1}(z) − P^k(z)‖, k = 0 … 9; at k = 0 the idempotence ratio, 0 of a projection */
  ratio: z.array(summaryRecordOfValues.nullable()).readonly(),
  /** tr Cov(P^k(z)) / tr Cov(z), k = 0 … 11; null if the starts are one point */
  spread: z.array(measured).readonly(),
  /** At the first starts, and at the first limits that were reached; null if none was. */
  jacobian: z.strictObject({ start: spectrumRecord.nullable(), limit: spectrumRecord.nullable() }),
  /**
   * Limits: share of the starts that converged, mean steps, how many no two of which are within ε, the share that the
   * commonest draws, the share at the prior's mean.
   */
  census: z.strictObject({
    converged: z.number(),
    steps: measured,
    distinct: z.int(),
    largest: measured,
    atPriorMean: measured,
  }),
  /** tr Cov of the limits, and of their pictures, relative to that of the starts. */
  limitSpread: z.strictObject({ latents: measured, images: measured }),
  /**
   * ‖x − x*‖² to the nearest true image at P^k(z), k of `iterates`, then at the limit; and the share whose limit shows
   * the category of its start. Null if factors are not known.
   */
  truth: z.strictObject({ distance: z.array(summaryRecordOfValues).readonly(), sameCategory: z.number() }).nullable(),
});
export type ProjectionKindRecord = z.infer<typeof projectionKindRecord>;

/** How far P of one frozen VAE is a projection. */
const vaeProjectionRecord = z.strictObject({
  /** Hash of all that it is made from. */
  inputs: hashText,
  /** Folder of the VAE among the artifacts. */
  artifact: z.string(),
  /** The first trial on it and on its pool. */
  trial: z.string(),
  /** Its settings. */
  vae: z.json(),
  quality: vaeQualityRecord,
  /** Limits no farther apart count as one. */
  epsilon: z.number(),
  /** k of `truth`, before the limit. */
  iterates: z.array(z.int()).readonly(),
  /** Points of each kind that `truth` is over. */
  truthPoints: z.int(),
  kinds: z.strictObject({ real: projectionKindRecord, middle: projectionKindRecord, prior: projectionKindRecord }),
});
export type VaeProjectionRecord = z.infer<typeof vaeProjectionRecord>;

/** `projection.json`: whether P = E∘D of each VAE under the trials is a projection. */
export const projectionRecord = z.strictObject({
  version: z.literal(1),
  experiment: z.string(),
  sizes: projectionSizes,
  /** In the order of the arms. */
  vaes: z.array(vaeProjectionRecord).readonly(),
});
export type ProjectionRecord = z.infer<typeof projectionRecord>;
