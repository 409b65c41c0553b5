/** Latents of a file, [count, size]. */
export interface LatentArray {
  readonly count: number;
  /** Numbers of one latent: the product of all axes but the first. */
  readonly size: number;
  /** The axes as they are in the file, the first one the latents: [n, d], or [n, c, h, w]. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** SHA-256 of the numbers and their shape as float32: the same in every format, and whatever the file is called. */
  readonly content: string;
}

/** What a reader of a format finds. */
export type FoundArray = Pick<LatentArray, 'shape' | 'values'>;
