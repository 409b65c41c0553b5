import type { RunRecord, SummaryRecord } from '@latent-paths/core';
import type { Store, TrialStore } from '@latent-paths/data';
import type { TrialConfig } from '@latent-paths/specification/trial';
import type { Code } from '@latent-paths/trials/provenance';

/**
 * What a check found. `ok`: what is there is what was made. `differs`: it is not, or cannot be had again. `note`:
 * something worth knowing that makes nothing wrong. `unchecked`: it could not be found out, and why.
 */
export interface Finding {
  readonly outcome: 'ok' | 'differs' | 'note' | 'unchecked';
  readonly detail: string;
}

export const ok = (detail: string): Finding => ({ outcome: 'ok', detail });
export const differs = (detail: string): Finding => ({ outcome: 'differs', detail });
export const note = (detail: string): Finding => ({ outcome: 'note', detail });
export const unchecked = (detail: string): Finding => ({ outcome: 'unchecked', detail });

/** A trial that is verified: its record could be read. */
export interface TrialSubject {
  readonly store: Store;
  readonly experiment: string;
  readonly id: string;
  readonly files: TrialStore;
  readonly run: RunRecord;
  /** @throws if `spec.yaml` is damaged, or is none to this code */
  config(): Promise<TrialConfig>;
  /** Of a finished trial. @throws if it is missing, damaged or of another version */
  summary(): Promise<SummaryRecord>;
  /** The code that verifies. */
  codeHere(): Code;
}

/**
 * A comparison of one thing with another. What it throws counts as a difference: what cannot be read does not match.
 */
export interface TrialCheck {
  /** In one sentence, for the help. */
  readonly about: string;
  find(subject: TrialSubject): Promise<Finding>;
}

export function isFinished({ run }: Pick<TrialSubject, 'run'>): boolean {
  return run.status === 'finished';
}

/** `1 file`, `3 files: a, b, c` */
export function listed(items: readonly string[], noun: string): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}: ${items.join(', ')}`;
}
