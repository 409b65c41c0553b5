import type { PortableGraph } from '@latent-paths/core';

/** Where an array lies among the page's bytes. */
export interface StoredArray {
  /** Bytes from the start. */
  readonly at: number;
  readonly count: number;
  readonly as: 'float32' | 'float16' | 'int32' | 'uint8';
}

export type StoredGraph = PortableGraph<StoredArray>;

/** Points of a scored pair: what the page holds its own numbers against. */
interface ScoredPair {
  /** Places of its ends among the page's latents. */
  readonly a: number;
  readonly b: number;
  readonly alphas: readonly number[];
  /** ‖z − P(z)‖² as the trial has them. */
  readonly reprojection: readonly number[];
}

/** All that a playground computes and shows, but for the bytes of its arrays. */
export interface PlaygroundData {
  readonly experiment: string;
  readonly trial: string;
  readonly arm: string;
  readonly image: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
  readonly latentSize: number;
  /** Mean of ‖z − P(z)‖² over real held-out latents. */
  readonly real: number;
  /**
   * One point of path and line: `zA`, `zB` [1, d], `alpha` [1] → `frames`, `reprojection`, `line` and
   * `lineReprojection`.
   */
  readonly walk: StoredGraph;
  /** D: `z_a`, `z_b` [n, d], `alpha` [n] → `image` [n, h, w, c] of the straight line. */
  readonly decode: StoredGraph;
  /** E: `images` [1, h, w, c] → `latents` [1, d]. */
  readonly encode: StoredGraph;
  /** Held-out latents [n, d]. */
  readonly latents: StoredArray;
  readonly pictures: {
    readonly count: number;
    readonly columns: number;
    readonly tile: { readonly height: number; readonly width: number; readonly top: number; readonly left: number };
    /** Lossy WebP in base64. */
    readonly webp: string;
    /** Whether they are the images themselves, or decoded from their latents. */
    readonly areReal: boolean;
  };
  readonly scored: readonly ScoredPair[];
}
