import type { PlaygroundData } from './data.js';

type Size = PlaygroundData['image'];

/** Draws values 0…1 [h·w·c] on a canvas of the picture's size; others are cut to them. */
export function draw(canvas: HTMLCanvasElement, values: Float32Array, { height, width, channels }: Size, x = 0, y = 0) {
  const pixels = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let k = 0; k < 3; k++) {
      const value = values[i * channels + (channels === 1 ? 0 : k)]!;
      pixels.data[4 * i + k] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
    pixels.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(pixels, x, y);
}

/** Values 0…1 [h·w·c] of a picture's file. @throws if the browser cannot read it, or it has another size */
export async function readPicture(file: Blob, { height, width, channels }: Size): Promise<Float32Array> {
  const bitmap = await createImageBitmap(file, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  if (bitmap.width !== width || bitmap.height !== height)
    throw new RangeError(
      `expected a picture of ${width}×${height} pixels, got ${bitmap.width}×${bitmap.height}; resize it`,
    );
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d')!; // every browser has it
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return Float32Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = 4 * Math.floor(i / channels);
    const [red, green, blue] = [data[pixel]!, data[pixel + 1]!, data[pixel + 2]!];
    // grey as ITU-R BT.601 weighs it
    if (channels === 1) return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
    return data[pixel + (i % channels)]! / 255;
  });
}
