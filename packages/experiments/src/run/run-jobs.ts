import { poolInputHash } from '@latent-paths/specification/trial';
import {
  endsTheRun,
  shouldRecordFailure,
  messageOf,
  openInputs,
  recordFailure,
  type StageContext,
  Stopped,
  type TrialJob,
} from '@latent-paths/trials/stages';
import { setMaxListeners } from 'node:events';
import { totalProgress } from '../terminal/total-progress.js';
import { howToResume } from './how-to-resume.js';
import type { CoreShares } from './share-cores.js';
import type { Shares } from './shares.js';
import { localRunner, type TrialRunner } from './workers/trial-runner.js';
import { workerRunner } from './workers/worker-runner.js';

/** How a run of an experiment ended. */
export interface Outcome {
  readonly finished: number;
  readonly failed: readonly { readonly trial: string; readonly message: string }[];
}

export interface RunJobsOptions {
  readonly cores: CoreShares;
  /** What the trials weigh in the progress of the whole. */
  readonly weights: Shares;
  /** Whether the first failure ends the run. */
  readonly failFast?: boolean | undefined;
}

/**
 * Brings trials to their end, some at once: one in this process, more in processes of their own. What they use is
 * made here first, with all threads. A failure leaves the others to run, unless `failFast` says otherwise.
 * @throws Stopped, LockedError and LockLostError, once every trial in hand has kept what it has
 */
export async function runJobs(
  jobs: readonly TrialJob[],
  context: StageContext,
  { cores, weights, failFast = false }: RunJobsOptions,
): Promise<Outcome> {
  const halt = new AbortController();
  const signal = AbortSignal.any([context.signal, halt.signal]);
  setMaxListeners(cores.atOnce + 10, signal); // one for every worker
  const stoppable = { ...context, signal };
  const inputCache = openInputs(stoppable);
  const runners = cores.atOnce === 1 ? [localRunner(inputCache, stoppable)] : startWorkers(cores, stoppable);
  const total = totalProgress({
    shares: weights.shares,
    pace: weights.pace && weights.pace / (cores.atOnce * cores.threads),
    now: context.now,
  });

  const waiting = [...jobs];
  const failed = new Map<TrialJob, string>();
  const stops = new Set<string>();
  let finished = 0;

  const next = (): TrialJob | undefined => (signal.aborted ? undefined : waiting.shift());
  const fail = (concerned: readonly TrialJob[], error: unknown) => {
    const now = concerned.filter((job) => !failed.has(job));
    if (now.length > 0) context.display.say(`${now.map(({ label }) => label).join(', ')}  failed: ${messageOf(error)}`);
    for (const job of now) {
      failed.set(job, messageOf(error));
      total.ended(job.trial.id);
    }
    if (failFast) halt.abort();
  };
  const end = (error: unknown) => {
    if (error instanceof Stopped) stops.add(error.message);
    halt.abort(error);
  };
  /** What it uses cannot be made: all that use the same fail with it, and it is reported once. */
  const failTogether = async (job: TrialJob, error: unknown) => {
    const concerned = jobs.filter(({ trial }) => poolInputHash(trial.config) === poolInputHash(job.trial.config));
    fail(concerned, error);
    if (!shouldRecordFailure(error)) return;
    for (const one of concerned) await recordFailure(one, messageOf(error), context);
  };
  const bring = async (job: TrialJob, runner: TrialRunner) => {
    try {
      await inputCache.of(job.trial.config);
    } catch (error) {
      if (endsTheRun(error)) throw error;
      if (!failed.has(job)) await failTogether(job, error);
      return;
    }
    await runner.run(job, total.follow(job.trial.id, context.display));
    finished += 1;
    total.ended(job.trial.id);
  };
  const serve = async (runner: TrialRunner) => {
    for (let job = next(); job !== undefined; job = next()) {
      try {
        await bring(job, runner);
      } catch (error) {
        if (endsTheRun(error)) end(error);
        else fail([job], error);
      }
    }
  };
  try {
    await Promise.all(runners.map(serve));
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
    await inputCache.close();
  }
  const ending: unknown = halt.signal.reason;
  if (endsTheRun(ending) && !(ending instanceof Stopped)) throw ending;
  if ((stops.size > 0 && ending instanceof Stopped) || (context.signal.aborted && waiting.length > 0)) {
    const fresh = jobs.some((job) => job.fresh);
    const kept = fresh ? '; trials whose turn had not come keep their old results' : '';
    throw new Stopped(`${[...stops].join(', ') || 'stopped'}; ${howToResume(fresh)}${kept}`);
  }
  return { finished, failed: [...failed].map(([{ trial }, message]) => ({ trial: trial.id, message })) };
}

function startWorkers({ atOnce, threads }: CoreShares, context: StageContext): TrialRunner[] {
  const { engine, store, provenance } = context;
  const beginning = { engine: engine.name, threads, results: store.folder, provenance: { ...provenance, threads } };
  return Array.from({ length: atOnce }, () => workerRunner(beginning, context));
}
