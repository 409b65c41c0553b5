import { ExplainedError } from '@latent-paths/core';
/** A lock that this process held is the folder's no longer: its file was removed or replaced, or the folder was. */
export class LockLostError extends ExplainedError {
  override readonly name = 'LockLostError';
}
