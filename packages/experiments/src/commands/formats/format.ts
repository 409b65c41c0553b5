import type { MetricsRow, RunRecord, SummaryRecord } from '@latent-paths/core';
import type { IndexValue } from '@latent-paths/data';
import type { Leaf } from '@latent-paths/specification/keys';
import type { TrialName } from '../find-trial.js';

/** One column of the table that is taken away, by row. */
export interface ExportColumn {
  readonly name: string;
  readonly values: readonly (IndexValue | undefined)[];
}

/** All of one trial that other programs have a place for. */
export interface ExportTrial extends TrialName {
  readonly run: RunRecord;
  readonly settings: ReadonlyMap<string, Leaf>;
  readonly summary: SummaryRecord | null;
  readonly rows: readonly MetricsRow[];
}

/** What is taken away. */
export interface ExportRequest {
  readonly columns: readonly ExportColumn[];
  readonly trials: AsyncIterable<ExportTrial>;
}

/** A form in which other programs read trials. */
export type Format =
  | { readonly kind: 'file'; readonly about: string; encode(request: ExportRequest): string | Uint8Array }
  /** `write` makes a path within the folder, and those above it. */
  | { readonly kind: 'folder'; readonly about: string; write(request: ExportRequest, folder: string): Promise<void> };
