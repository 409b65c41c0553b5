import { padded } from './arrange.js';
import { listOf, type Operator } from './tensor.js';

const ONES = [1, 1];
const NONE = [0, 0, 0, 0];

/** Correlation of images [n, c, h, w] with filters [o, c, kh, kw], and a bias for each of o where it is given. */
const Conv: Operator = ([x, filters, bias], attributes) => {
  const [top, left, bottom, right] = listOf(attributes, 'pads', NONE);
  const [strideY, strideX] = listOf(attributes, 'strides', ONES);
  const [stepY, stepX] = listOf(attributes, 'dilations', ONES);
  const image = padded(x!, [0, 0, top!, left!, 0, 0, bottom!, right!], 0);
  const [images, channels, height, width] = image.shape;
  const [made, , kernelHeight, kernelWidth] = filters!.shape;
  const outHeight = Math.floor((height! - stepY! * (kernelHeight! - 1) - 1) / strideY!) + 1;
  const outWidth = Math.floor((width! - stepX! * (kernelWidth! - 1) - 1) / strideX!) + 1;
  const out = new Float32Array(images! * made! * outHeight * outWidth);
  let to = 0;
  for (let n = 0; n < images!; n++) {
    for (let o = 0; o < made!; o++) {
      for (let place = 0; place < outHeight * outWidth; place++) {
        const y = Math.floor(place / outWidth) * strideY!;
        const begin = y * width! + (place % outWidth) * strideX!;
        let sum = bias?.data[o] ?? 0;
        for (let c = 0; c < channels!; c++) {
          const plane = (n * channels! + c) * height! * width! + begin;
          const filter = (o * channels! + c) * kernelHeight! * kernelWidth!;
          for (let i = 0; i < kernelHeight!; i++) {
            for (let j = 0; j < kernelWidth!; j++)
              sum +=
                image.data[plane + i * stepY! * width! + j * stepX!]! * filters!.data[filter + i * kernelWidth! + j]!;
          }
        }
        out[to++] = sum;
      }
    }
  }
  return { shape: [images!, made!, outHeight, outWidth], data: out };
};

/** Sums of overlapping blocks: columns [n, c·kh·kw, places] → images [n, c, h, w]. */
const Col2Im: Operator = ([columns, size, block], attributes) => {
  const [top, left, bottom, right] = listOf(attributes, 'pads', NONE);
  const [strideY, strideX] = listOf(attributes, 'strides', ONES);
  const [height, width] = Array.from(size!.data);
  const [kernelHeight, kernelWidth] = Array.from(block!.data);
  const [images, rows, places] = columns!.shape;
  const across = Math.floor((width! + left! + right! - kernelWidth!) / strideX!) + 1;
  const channels = rows! / (kernelHeight! * kernelWidth!);
  const down = places! / across;
  if (down !== Math.floor((height! + top! + bottom! - kernelHeight!) / strideY!) + 1)
    throw new RangeError(`Col2Im: expected blocks that fill ${height} × ${width}, got ${places} of them`);
  const out = new Float32Array(images! * channels * height! * width!);
  let from = 0;
  for (let n = 0; n < images!; n++) {
    for (let row = 0; row < rows!; row++) {
      const channel = Math.floor(row / (kernelHeight! * kernelWidth!));
      const [i, j] = [Math.floor(row / kernelWidth!) % kernelHeight!, row % kernelWidth!];
      const plane = (n * channels + channel) * height! * width!;
      for (let place = 0; place < places!; place++) {
        const y = Math.floor(place / across) * strideY! + i - top!;
        const x = (place % across) * strideX! + j - left!;
        const number = columns!.data[from++]!;
        if (y >= 0 && y < height! && x >= 0 && x < width!) out[plane + y * width! + x]! += number;
      }
    }
  }
  return { shape: [images!, channels, height!, width!], data: out };
};

export const convolutions = { Conv, Col2Im } as const satisfies Readonly<Record<string, Operator>>;
