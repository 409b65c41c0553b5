import { sha256 } from '@latent-paths/core';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from './atomic.js';
import { AlteredError, readSeal, readSealed, writeSeal } from './seal.js';
import { storing } from './storage-error.js';

/** A checkpoint as it was read. */
export interface SavedCheckpoint {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What was noted when it was written. */
  readonly note: string;
  /** Path of a newer one that is altered, in whose place this one was read; null if there is none. */
  readonly damaged: string | null;
}

/** The name of the last checkpoint, and of the one before it, which is kept while the work lasts. */
export const CHECKPOINT = 'checkpoint.safetensors';
export const CHECKPOINT_BEFORE = 'checkpoint.before.safetensors';

/**
 * The last checkpoint of a folder that is whole: where the newest is altered, the one before it.
 * @throws if neither is whole, of the newest
 */
export async function readCheckpoint(folder: string): Promise<SavedCheckpoint | null> {
  const last = join(folder, CHECKPOINT);
  const before = join(folder, CHECKPOINT_BEFORE);
  let failure: Error;
  try {
    return (await readNoted(last)) ?? (await readNoted(before));
  } catch (error) {
    if (!(error instanceof AlteredError)) throw error;
    failure = error;
  }
  const saved = await readNoted(before).catch(() => null);
  if (saved === null) throw failure;
  return { ...saved, damaged: last };
}

async function readNoted(path: string): Promise<SavedCheckpoint | null> {
  const bytes = await readSealed(path);
  return bytes === null ? null : { path, bytes, note: (await readSeal(path)).note, damaged: null };
}

/**
 * Writes a checkpoint, and keeps the one before it, if that is whole. Whenever the process is killed, one of them is
 * there whole: the last one is moved aside under a seal that was written for it, and only then the new one written.
 * Each seal makes what was removed and renamed before it last, too.
 */
export async function writeCheckpoint(folder: string, bytes: Uint8Array, note: string): Promise<void> {
  const last = join(folder, CHECKPOINT);
  const before = join(folder, CHECKPOINT_BEFORE);
  const whole = await readNoted(last).catch((error: unknown) => {
    if (error instanceof AlteredError) return null; // It is replaced, and the one before it stays.
    throw error;
  });
  if (whole !== null) {
    await storing(before, () => rm(before, { force: true }));
    await writeSeal(before, [sha256(whole.bytes)], whole.note);
    await storing(before, () => rename(last, before));
  }
  await writeSeal(last, [sha256(bytes)], note);
  await writeAtomic(last, bytes);
}
