import type { StageContext } from '../stages/context.js';
import { leavesNoMark, messageOf } from '../stages/endings.js';
import type { Foundation } from '../stages/foundation.js';
import type { Foundations } from '../stages/foundations.js';
import { recordFailure } from '../stages/record-failure.js';
import { runTrial } from '../stages/run-trial.js';
import type { TrialJob } from '../stages/trial-job.js';
import type { Display } from '../display/display.js';

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
