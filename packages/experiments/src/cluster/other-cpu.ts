import type { RunRecord } from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';
import { changed, checkpointCpu } from '@latent-paths/trials/training';

/** A training that began on another kind of CPU than this one. */
export interface OtherCpu {
  readonly why: string;
  /** A node of a cluster that has that kind; null if none is known. */
  readonly node: string | null;
}

/** What keeps a trial from going on here with the same bits; null if nothing does. */
export async function otherCpu(trial: TrialStore, cpu: string): Promise<OtherCpu | null> {
  const saved = await trial.readCheckpoint();
  if (saved === null) return null;
  const then = checkpointCpu(saved.path, saved.bytes);
  if (then === cpu) return null;
  const { message: why } = changed(saved.path, 'CPU', then, cpu);
  return { why, node: nodeWith(then, await trial.readRun()) };
}

/** The node on which the last process of a trial ran that had a kind of CPU. */
function nodeWith(cpu: string, run: RunRecord | null): string | null {
  if (run === null) return null;
  const before = run.resumes.map((one) => one.before).reverse();
  return [run.provenance, ...before].find((one) => one?.cpu === cpu)?.job?.node ?? null;
}
