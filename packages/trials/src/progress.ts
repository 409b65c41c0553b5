/**
 * The stages of which an experiment is made; `solving`, of paths that no formula gives, and `truth`, where images can
 * be compared with it, are parts of the scoring; `projection` and `exploration` come after the trials.
 */
export type WorkKind =
  'vae' | 'pools' | 'features' | 'training' | 'solving' | 'scoring' | 'truth' | 'projection' | 'exploration';

/** A piece of work that takes long enough to be watched. */
export interface Work {
  readonly kind: WorkKind;
  readonly label: string;
  readonly total: number;
  /** Units already done before this process began: not counted in the rate. */
  readonly from?: number;
  /** Points or images in one unit, and their name: the rate is shown in them. */
  readonly unit: { readonly name: string; readonly size: number };
}

/** Reports how far one piece of work is. */
export interface Progress {
  /** `done` of the total are finished. */
  update(done: number, note?: string): void;
  /** All is done: a line that stays says so. */
  finish(note?: string): void;
  /** Shows it no longer: it has finished, or was broken off. */
  end(): void;
}

/** Shows a person several pieces of work at once. */
export interface Display {
  begin(work: Work): Progress;
  /** A line that stays. */
  say(line: string): void;
  /** How far the whole is. Made only when it is shown, so that it may be called at every step. */
  status(line: () => string): void;
  /** Takes away all that moves. */
  close(): void;
}

/** Shows a piece of work for as long as it lasts, however it ends. */
export async function withProgress<Result>(
  display: Display,
  work: Work,
  run: (bar: Progress) => Promise<Result>,
): Promise<Result> {
  const bar = display.begin(work);
  try {
    return await run(bar);
  } finally {
    bar.end();
  }
}
