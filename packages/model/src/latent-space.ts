import type { Shape } from '@latent-paths/core';

/** Where the numbers of a latent lie in an image: its row is [c, h, w], or [h, w, c] where channels come last. */
export interface LatentPlaces {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly layout: 'nchw' | 'nhwc';
}

/** Latents as every program has them: rows of d numbers, which may lie at places. */
export interface LatentSpace {
  /** d: a latent is a row of so many numbers, whatever axes the decoder gives them. */
  readonly latentSize: number;
  /** Absent where a latent is a row and nothing more. */
  readonly places?: LatentPlaces;
}

/** The places of a latent with these axes; none where it has not three. */
export function latentSpace(axes: Shape, layout: LatentPlaces['layout']): LatentSpace {
  const latentSize = axes.reduce((product, length) => product * length, 1);
  const [first, second, third, ...rest] = axes;
  if (first === undefined || second === undefined || third === undefined || rest.length > 0) return { latentSize };
  const places =
    layout === 'nchw'
      ? { channels: first, height: second, width: third, layout }
      : { height: first, width: second, channels: third, layout };
  return { latentSize, places };
}
