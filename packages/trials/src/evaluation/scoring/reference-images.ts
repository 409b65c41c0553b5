import { ndarray, sizeOf, type NamedArrays } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import type { ImageShape } from '@latent-paths/model';
import { featureStep } from '../../steps/feature-step.js';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { searchStep } from '../../steps/search-step.js';
import { mapRows } from './map-rows.js';
import { reducedShape, reducePictures } from './reduce-pictures.js';

/** The real image nearest to each of n frames, in pixels. */
interface NearestReal {
  /** [n] */
  readonly index: Int32Array;
  /** ‖frame − real‖ [n] */
  readonly distance: Float64Array;
}

/** Real images, which decoded ones are compared with. */
export interface ReferenceImages {
  /** Of `frames` images [frames, h·w·c], the number that the judge was opened for. */
  nearest(frames: Float32Array): Promise<NearestReal>;
  /** Features of n images [n, h·w·c] by the fixed network; [n, f] */
  features(images: Float32Array): Promise<Float32Array>;
  /** [m, f] */
  readonly realFeatures: Float32Array;
  /** f */
  readonly featureSize: number;
}

export interface ReferenceImagesOptions {
  /** [m, h·w·c] */
  readonly real: Float32Array;
  readonly imageShape: ImageShape;
  /** How many rows, and columns, of pictures become one before their features are computed. */
  readonly reducedBy: number;
  /** Weights of the feature network. */
  readonly features: NamedArrays;
  /** Frames that `nearest` takes at once. */
  readonly frames: number;
  readonly compile: Engine['compile'];
}

/** Images whose features are computed at once, at most. */
const BATCH = 250;

/**
 * Compiles what compares frames with real images. All distances come from one matrix product, which is fast and rounds;
 * that to the nearest one is then computed anew, in double precision.
 */
export async function openReferenceImages({
  real,
  imageShape,
  reducedBy,
  features,
  frames,
  compile,
}: ReferenceImagesOptions): Promise<ReferenceImages> {
  const pixels = sizeOf(imageShape);
  const count = real.length / pixels;
  const search = await compile(searchStep({ frames, entries: count, values: pixels }));
  const shape = reducedShape(imageShape, reducedBy);
  const batch = rowsAtOnce(BATCH, shape);
  const encoder = await compile(featureStep({ weights: features, imageShape: shape, batch }));
  const featuresOf = (images: Float32Array) =>
    mapRows({
      program: encoder,
      input: 'images',
      output: 'features',
      batch,
      shape,
      rows: reducePictures(images, imageShape, reducedBy),
    });
  const bank = ndarray([count, pixels], real);
  const realFeatures = await featuresOf(real);
  return {
    async nearest(shown) {
      const { data } = (await search.run({ frames: ndarray([frames, pixels], shown), bank }))['distances']!;
      const index = Int32Array.from({ length: frames }, (_, i) => smallest(data.subarray(i * count, (i + 1) * count)));
      return {
        index,
        distance: Float64Array.from(index, (j, i) =>
          distance(shown.subarray(i * pixels, (i + 1) * pixels), real.subarray(j * pixels, (j + 1) * pixels)),
        ),
      };
    },
    features: featuresOf,
    realFeatures,
    featureSize: realFeatures.length / count,
  };
}

function smallest(values: Float32Array | Int32Array): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! < values[at]!) at = i;
  return at;
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
