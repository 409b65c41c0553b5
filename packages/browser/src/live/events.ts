/** What a server tells its pages: a page was built anew, or a trial has logged rows. */
export interface BuiltEvent {
  readonly experiment: string;
}

export interface RowsEvent {
  readonly experiment: string;
  readonly trial: string;
  readonly arm: string;
  readonly seed: number;
  /** Step and total loss of each new row. */
  readonly rows: readonly { readonly step: number; readonly total: number }[];
  /** Whether these begin the log: after a trial went back to a checkpoint, say. */
  readonly isFirst: boolean;
}
