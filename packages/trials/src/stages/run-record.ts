import { hashJson, type RunRecord } from '@latent-paths/core';
import { notBefore } from '../training/clocks.js';
import type { StageContext } from './context.js';
import { damageOf, type Resumed } from './resume.js';
import type { TrialJob } from './trial-job.js';

/** The records of one trial, in the order in which they come. No date in them is before an earlier one. */
export interface RunRecords {
  /** It starts, for the first time or again. */
  started(inputs: RunRecord['inputs'], from: Resumed | undefined): RunRecord;
  stopped(run: RunRecord): RunRecord;
  /** `log` holds the last lines of its process, where they were kept. */
  failed(run: RunRecord, step: number, message: string, log?: readonly string[]): RunRecord;
  finished(run: RunRecord): Omit<RunRecord, 'status' | 'files'>;
}

/** @param before the trial's record so far */
export function recordsOf(
  { experiment, trial }: TrialJob,
  before: RunRecord | null,
  { provenance, date: clock }: StageContext,
): RunRecords {
  const date = notBefore(clock, before === null ? [] : datesOf(before));
  return {
    started: (inputs, from) => ({
      version: 1,
      trial: trial.id,
      experiment,
      arm: trial.arm,
      seed: trial.seed,
      status: 'running',
      provenance,
      inputs,
      startedAt: before?.startedAt ?? date(),
      endedAt: null,
      resumes: [
        ...(before?.resumes ?? []),
        ...(before === null ? [] : [{ at: date(), step: from?.step ?? 0, ...replaced(before.provenance, provenance) }]),
      ],
      failures: [
        ...(before?.failures ?? []),
        ...(from !== undefined && from.saved.damaged !== null
          ? [{ at: date(), step: from.step, message: damageOf(from.saved, from.step) }]
          : []),
      ],
      files: {},
    }),
    stopped: (run) => ({ ...run, status: 'stopped', endedAt: date() }),
    failed: (run, step, message, log) => ({
      ...run,
      status: 'failed',
      endedAt: date(),
      failures: [...run.failures, { at: date(), step, message, ...(log && { log: [...log] }) }],
    }),
    finished: (run) => ({ ...run, endedAt: date() }),
  };
}

/** Whether the trial itself has begun: one that only waited for a VAE that failed uses nothing yet. */
export function hasBegun(run: RunRecord | null): run is RunRecord {
  return run !== null && Object.keys(run.inputs).length > 0;
}

/** The provenance of the process before, where it differs in more than its command. */
export function replaced(
  before: RunRecord['provenance'],
  now: RunRecord['provenance'],
): { before?: RunRecord['provenance'] } {
  return hashJson({ ...before, command: '' }) === hashJson({ ...now, command: '' }) ? {} : { before };
}

function datesOf({ startedAt, endedAt, resumes, failures }: RunRecord): string[] {
  return [startedAt, ...(endedAt === null ? [] : [endedAt]), ...[...resumes, ...failures].map(({ at }) => at)];
}
