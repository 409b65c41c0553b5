import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { integerAt, rootKey, split } from '@latent-paths/core';
import sharp, { type Sharp } from 'sharp';

/** A picture whose samples are drawn by `seed`, for sharp to write in any format. */
export function drawn(
  seed: number,
  { height = 6, width = 8, channels = 3 }: { height?: number; width?: number; channels?: 1 | 2 | 3 | 4 } = {},
): Sharp {
  return sharp(samples(seed, height * width * channels), { raw: { height, width, channels } });
}

export function samples(seed: number, count: number): Uint8Array {
  const key = split(rootKey(seed), 'samples');
  return Uint8Array.from({ length: count }, (_, i) => integerAt(key, i, 256));
}

/** Writes the bytes of files, and the folders that they lie in. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

/** Small PNG pictures, all different. */
export async function writePictures(folder: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) writeFiles(folder, { [`${i}.png`]: await drawn(i).png().toBuffer() });
}
