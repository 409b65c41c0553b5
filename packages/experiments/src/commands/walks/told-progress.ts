import { withProgress } from '@latent-paths/trials/progress';
import { openDisplay } from '../../terminal/open-display.js';
import type { CommandContext } from '../command.js';

/** Work of a command that may take long. */
export interface LongWork {
  readonly label: string;
  readonly total: number;
  /** What is counted. */
  readonly of: string;
}

/** Runs it; on the error stream a bar moves, or in a log a line comes where ten seconds pass. */
export function toldProgress<Result>(
  { err, now }: Pick<CommandContext, 'err' | 'now'>,
  { label, total, of }: LongWork,
  run: (told: (done: number) => void) => Promise<Result>,
): Promise<Result> {
  const display = openDisplay(err, () => now().getTime() / 1000);
  const work = { kind: 'scoring', label, total, unit: { name: of, size: 1 } } as const;
  return withProgress(display, work, (bar) => run((done) => bar.update(done))).finally(() => display.close());
}
