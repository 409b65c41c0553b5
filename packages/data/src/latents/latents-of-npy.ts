import type { ArrayReference } from '../arrays/array-reference.js';
import { openNpy } from '../arrays/open-npy.js';
import { latentRoom } from './latent-room.js';
import type { FoundArray } from './latent-array.js';

/** Latents of an NPY file, or of an array of an NPZ. */
export async function latentsOfNpy(reference: ArrayReference, path: string): Promise<FoundArray> {
  const array = await openNpy(reference, path);
  try {
    const { shape, element } = array;
    const values = latentRoom(reference.text, shape);
    let at = 0;
    for await (const row of array.rows()) {
      for (let from = 0; from < row.length; from += element.bytes) values[at++] = element.read(row, from);
    }
    return { shape, values };
  } finally {
    await array.close();
  }
}
