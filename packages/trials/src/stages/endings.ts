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

/** Errors that are no fault of the trial: nothing of it is lost, and nothing is recorded. */
export function leavesNoMark(error: unknown): boolean {
  return endsTheRun(error) || error instanceof MachineChanged;
}
