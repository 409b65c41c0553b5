import type { Display } from '@latent-paths/trials/progress';
import {
  type Foundation,
  type Foundations,
  leavesNoMark,
  messageOf,
  recordFailure,
  runTrial,
  type StageContext,
  type TrialJob,
} from '@latent-paths/trials/stages';

/** Brings trials to their end, one after another. */
export interface TrialRunner {
  /** @throws what ended the trial early, after recording it on the trial */
  run(job: TrialJob, display: Display): Promise<void>;
  close(): Promise<void>;
}

/** Runs trials in this process. */
export function localRunner(foundations: Foundations, context: StageContext): TrialRunner {
  return {
    async run(job, display) {
      let foundation: Foundation;
      try {
        foundation = await foundations.of(job.trial.config);
      } catch (error) {
        if (!leavesNoMark(error)) await recordFailure(job, messageOf(error), context);
        throw error;
      }
      await runTrial(job, foundation, { ...context, display });
    },
    close: async () => undefined,
  };
}
