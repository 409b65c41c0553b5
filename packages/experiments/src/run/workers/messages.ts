import type { EngineName } from '@latent-paths/core';
import { LockedError, LockLostError, StorageError } from '@latent-paths/data';
import type { Work } from '@latent-paths/trials/progress';
import type { Provenance } from '@latent-paths/trials/provenance';
import { messageOf, Stopped, type TrialJob } from '@latent-paths/trials/stages';
import { MachineChanged } from '@latent-paths/trials/training';

/** What a worker needs to begin. */
export interface Beginning {
  readonly engine: EngineName;
  readonly threads: number;
  /** Folder of the store. */
  readonly results: string;
  readonly provenance: Provenance;
}

export type ToWorker =
  | { readonly kind: 'begin'; readonly beginning: Beginning }
  | { readonly kind: 'run'; readonly job: TrialJob }
  /** To end after the step in hand, with a checkpoint. */
  | { readonly kind: 'stop' };

/** What a worker shows; `bar` tells its bars apart. */
export type Showing =
  | { readonly kind: 'bar'; readonly bar: number; readonly work: Work }
  | { readonly kind: 'update'; readonly bar: number; readonly done: number; readonly note: string | undefined }
  | { readonly kind: 'finish'; readonly bar: number; readonly note: string | undefined }
  | { readonly kind: 'end'; readonly bar: number }
  | { readonly kind: 'say'; readonly line: string };

export type FromWorker = Showing | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: SentError };

/** An error as it goes between processes. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  /** The system's, of a StorageError. */
  readonly code: string;
}

export function sendError(error: unknown): SentError {
  return {
    name: error instanceof Error ? error.name : 'Error',
    message: messageOf(error),
    code: error instanceof StorageError ? error.code : '',
  };
}

/** Errors that the receiver treats each in its own way. */
const TOLD_APART = [Stopped, LockedError, LockLostError, MachineChanged];

export function receiveError({ name, message, code }: SentError): Error {
  if (name === 'StorageError') return new StorageError(message, code, {});
  const Kind = TOLD_APART.find((kind) => kind.name === name) ?? Error;
  return new Kind(message);
}
