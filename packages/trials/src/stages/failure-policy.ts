import { LockedError, LockLostError, StorageError } from '@latent-paths/data';
import { MachineChanged } from '../training/checkpoint.js';
import { Stopped } from './context.js';

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Errors that end the whole run: what follows would meet them again. */
export function endsTheRun(error: unknown): boolean {
  return (
    error instanceof Stopped ||
    error instanceof LockedError ||
    error instanceof LockLostError ||
    error instanceof StorageError
  );
}

/**
 * Whether the trial is to be recorded as failed: not where the whole run ends, nor where nothing of the trial is lost.
 */
export function shouldRecordFailure(error: unknown): boolean {
  return !endsTheRun(error) && !(error instanceof MachineChanged);
}
