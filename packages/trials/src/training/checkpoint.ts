import { dirname } from 'node:path';
import { provenanceRecord, resumesRecord } from '@latent-paths/core';
import { decodeSafetensors, encodeSafetensors } from '@latent-paths/model';
import { z } from 'zod';
import type { Memory, TrainingState } from './trainer.js';

/** What must not change between two parts of one training: its bits depend on it. */
export interface Machine {
  /** Name and version of the engine. */
  readonly engine: string;
  readonly cpu: string;
}

/** A checkpoint was made where the same computation gives other bits. */
export class MachineChanged extends Error {
  override readonly name = 'MachineChanged';
}

const history = z.strictObject({
  /** As in the manifest of an artifact. */
  images: z.string().optional(),
  provenance: provenanceRecord,
  resumes: resumesRecord,
});
/** Who made a training until a checkpoint, the last process and those before it, and of which images. */
export type History = z.output<typeof history>;

const metadata = z.object({
  format: z.literal('latent-paths checkpoint 1'),
  step: z.coerce.number<string>().int().min(0),
  seconds: z.coerce.number<string>().min(0),
  memory: z.string(),
  engine: z.string(),
  cpu: z.string(),
  /** JSON. Absent from those of trials, whose `run.json` keeps it, and from earlier ones. */
  history: z.string().optional(),
});

/** A training state as a safetensors file: the arrays, and in the header's metadata all else. */
export function encodeCheckpoint(
  { step, seconds, memory, arrays }: TrainingState,
  { engine, cpu, history: made }: Machine & { readonly history?: History },
): Uint8Array {
  return encodeSafetensors({
    arrays,
    metadata: {
      format: 'latent-paths checkpoint 1',
      step: `${step}`,
      seconds: `${seconds}`,
      memory: JSON.stringify(memory),
      engine,
      cpu,
      ...(made !== undefined && { history: JSON.stringify(made) }),
    },
  });
}

/**
 * The training state that a checkpoint holds. `where` names the file in errors.
 * @throws MachineChanged if it was made by another engine or, unless `otherCpu` is accepted, on another kind of CPU
 */
export function decodeCheckpoint(
  where: string,
  bytes: Uint8Array,
  machine: Machine,
  otherCpu: 'refuse' | 'accept' = 'refuse',
): TrainingState {
  const file = decodeSafetensors(bytes);
  const { step, seconds, memory, engine, cpu } = metadataOf(where, file.metadata);
  if (engine !== machine.engine) throw changed(where, 'engine', engine, machine.engine);
  if (cpu !== machine.cpu && otherCpu === 'refuse') throw changed(where, 'CPU', cpu, machine.cpu);
  // The memory is what the same task's `feed` made of JSON values; the seal of the file says that nothing changed it.
  return { step, seconds, memory: JSON.parse(memory) as Memory, arrays: file.arrays };
}

/** On which kind of CPU a checkpoint was made. `where` names the file in errors. */
export function checkpointCpu(where: string, bytes: Uint8Array): string {
  return metadataOf(where, decodeSafetensors(bytes).metadata).cpu;
}

/** Who made the training until a checkpoint; null where it does not say so. `where` names the file in errors. */
export function checkpointHistory(where: string, bytes: Uint8Array): History | null {
  const { history: made } = metadataOf(where, decodeSafetensors(bytes).metadata);
  return made === undefined ? null : history.parse(JSON.parse(made));
}

/** What is said of a checkpoint that was made where the same computation gives other bits. */
export function changed(where: string, what: 'engine' | 'CPU', then: string, now: string): MachineChanged {
  return new MachineChanged(
    `${where}: this training began with the ${what} ${then}, and this is ${now}: it would not end with the same ` +
      `bits. Go on with the same ${what}, or delete the folder ${dirname(where)} to start again.`,
  );
}

function metadataOf(where: string, found: unknown): z.output<typeof metadata> {
  const parsed = metadata.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new Error(
    `${where}: expected a checkpoint of this project, got a safetensors file with other metadata; delete the ` +
      `folder ${dirname(where)} to start again`,
  );
}
