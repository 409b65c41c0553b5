import sharp from 'sharp';

/** The tiles of a film strip, each [h·w·c] bytes, row by row. */
export async function readStrip(
  file: string,
  { shape, scale }: { readonly shape: readonly [number, number, number]; readonly scale: number },
): Promise<number[][][]> {
  const [height, width, channels] = shape;
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const across = (info.width + scale) / ((width + 1) * scale);
  const down = Math.floor((info.height + scale) / ((height + 1) * scale));
  const tile = (row: number, column: number): number[] => {
    const values: number[] = [];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [py, px] = [(row * (height + 1) + y) * scale, (column * (width + 1) + x) * scale];
        for (let c = 0; c < channels; c++) values.push(data[(py * info.width + px) * info.channels + c]!);
      }
    return values;
  };
  return Array.from({ length: down }, (_, row) => Array.from({ length: across }, (__, column) => tile(row, column)));
}
