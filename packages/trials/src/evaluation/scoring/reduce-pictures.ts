import { sizeOf } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';

type PictureShape = ImageSource['shape'];

/** The shape of pictures whose blocks of `by` × `by` pixels become one. Rows and columns that are over are left out. */
export function reducedShape([height, width, channels]: PictureShape, by: number): PictureShape {
  return [Math.max(1, Math.floor(height / by)), Math.max(1, Math.floor(width / by)), channels];
}

/** Means over blocks of `by` × `by` pixels, of each channel; pictures [n, h·w·c]. */
export function reducePictures(pictures: Float32Array, shape: PictureShape, by: number): Float32Array {
  if (by === 1) return pictures;
  const [height, width, channels] = shape;
  const [rows, columns] = reducedShape(shape, by);
  const [high, wide] = [Math.min(by, height), Math.min(by, width)];
  const pixels = sizeOf(shape);
  const count = pictures.length / pixels;
  const reduced = new Float32Array(count * rows * columns * channels);
  let at = 0;
  for (let picture = 0; picture < count; picture++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let channel = 0; channel < channels; channel++) {
          let sum = 0;
          for (let y = row * by; y < row * by + high; y++)
            for (let x = column * by; x < column * by + wide; x++)
              sum += pictures[picture * pixels + (y * width + x) * channels + channel]!;
          reduced[at++] = sum / (high * wide);
        }
  return reduced;
}

/** The same images, reduced. */
export function reducedSource(source: ImageSource, by: number): Pick<ImageSource, 'shape' | 'size' | 'write'> {
  const shape = reducedShape(source.shape, by);
  const whole = new Float32Array(sizeOf(source.shape));
  return {
    shape,
    size: source.size,
    write(part, index, out, offset = 0) {
      source.write(part, index, whole);
      out.set(reducePictures(whole, source.shape, by), offset);
    },
  };
}
