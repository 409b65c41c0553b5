type Rows = readonly (readonly number[])[];

/** One point by hand. */
export interface PointExample {
  readonly z: readonly number[];
  /** 0 throughout if left out, and `projected` too. */
  readonly linear?: readonly number[];
  readonly projected?: readonly number[];
  readonly value: number;
}

/** One path by hand, in few frames of few pixels; what is left out, the metric does not look at. */
export interface PathExample {
  readonly frames?: Rows;
  /** The first and the last frame if left out. */
  readonly decodedA?: readonly number[];
  readonly decodedB?: readonly number[];
  readonly nearest?: readonly number[];
  /** Rows one after another, as in an interpolation. */
  readonly latents?: Partial<Record<'z' | 'zA' | 'zB' | 'back' | 'strayed' | 'reprojection', readonly number[]>> & {
    readonly tau?: number;
  };
  readonly value: number;
}

/** Some images by hand, a row an image; what is left out, the metric does not look at. */
export interface SetExample {
  readonly middles?: { readonly path: Rows; readonly linear: Rows };
  readonly nearest?: readonly number[];
  /** One feature an image. */
  readonly features?: readonly number[];
  readonly realFeatures?: readonly number[];
  readonly value: number;
}
