import type { Display } from '@latent-paths/trials/progress';
import {
  type TrialInputs,
  type InputCache,
  shouldRecordFailure,
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
export function localRunner(inputCache: InputCache, context: StageContext): TrialRunner {
  return {
    async run(job, display) {
      let trialInputs: TrialInputs;
      try {
        trialInputs = await inputCache.of(job.trial.config);
      } catch (error) {
        if (shouldRecordFailure(error)) await recordFailure(job, messageOf(error), context);
        throw error;
      }
      await runTrial(job, trialInputs, { ...context, display });
    },
    close: async () => undefined,
  };
}
