import type { TrialStore } from '@latent-paths/data';
import { messageOf } from '@latent-paths/trials/stages';

/**
 * How far a trial is. `step` is the last training step that was logged, `of` how many there are, as found at launch.
 */
export type TrialState =
  | { readonly status: 'done'; readonly of?: number }
  | { readonly status: 'running'; readonly owner: string; readonly step: number; readonly of?: number }
  | { readonly status: 'stopped'; readonly step: number; readonly of?: number }
  | { readonly status: 'failed'; readonly step: number; readonly of?: number; readonly message: string }
  /** A cluster has it, and has not begun it. */
  | { readonly status: 'queued'; readonly job: string }
  | { readonly status: 'to do' }
  | { readonly status: 'unreadable'; readonly message: string };

/**
 * Reads how far a trial is. What its files say and what goes on are two things: a process that was killed leaves
 * "running" behind.
 */
export async function readTrialState(trial: TrialStore): Promise<TrialState> {
  try {
    const run = await trial.readRun();
    const of = run?.training === undefined ? {} : { of: run.training.steps };
    if (run?.status === 'finished') return { status: 'done', ...of };
    const owner = await trial.owner();
    if (run === null && owner === null) return { status: 'to do' };
    const step = (await trial.readMetrics()).at(-1)?.step ?? 0;
    if (owner !== null) return { status: 'running', owner, step, ...of };
    if (run?.status === 'failed')
      return { status: 'failed', step, ...of, message: run.failures.at(-1)?.message ?? 'it does not say why' };
    return { status: 'stopped', step, ...of };
  } catch (error) {
    return { status: 'unreadable', message: messageOf(error) };
  }
}
