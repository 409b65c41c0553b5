import type { ArtifactStore } from '@latent-paths/data';
import type { ImageShape } from '@latent-paths/model';
import {
  activeLatents,
  applyReading,
  parseReading,
  readOnnx,
  type ActiveDimensions,
  type PretrainedVae,
} from '@latent-paths/pretrained';
import { z } from 'zod';

/** Names of an imported VAE's files: both halves as ONNX in float32, weights inside, and how they are read. */
export const KEPT = { encoder: 'encoder.onnx', decoder: 'decoder.onnx', reading: 'reading.json' } as const;

const kept = z.strictObject({
  latentShape: z.array(z.int()),
  reading: z.unknown(),
  /** Where active dimensions alone are used. */
  active: z.strictObject({ dimensions: z.array(z.int()), held: z.array(z.number()) }).optional(),
});

/** The text of `reading.json`: of the files' whole latents, and which dimensions are used, where not all are. */
export function formatKept(
  { reading, latentShape }: Pick<PretrainedVae, 'reading' | 'latentShape'>,
  active: ActiveDimensions | null,
): string {
  return `${JSON.stringify({ latentShape, reading, ...(active && { active }) }, null, 2)}\n`;
}

/** Reads an import back: the user's files are not needed any more. @throws if a file of it is gone */
export async function readKept(artifact: ArtifactStore, imageShape: ImageShape): Promise<PretrainedVae> {
  const read = async (name: string): Promise<Uint8Array> => {
    const bytes = await artifact.readBytes(name);
    if (bytes !== null) return bytes;
    throw new Error(`${artifact.folder}: expected ${name}, found none; delete the folder and run the experiment again`);
  };
  const { latentShape, reading, active } = kept.parse(
    JSON.parse(Buffer.from(await read(KEPT.reading)).toString('utf8')),
  );
  const half = async (name: string) => readOnnx(await read(name), { file: `${artifact.name}/${name}` });
  const model = { encoder: await half(KEPT.encoder), decoder: await half(KEPT.decoder) };
  const whole = applyReading(model, parseReading(reading), { imageShape, latentShape });
  return active === undefined ? whole : activeLatents(whole, active);
}
