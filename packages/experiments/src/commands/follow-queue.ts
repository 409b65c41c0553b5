import { askStates, type ActiveJob } from '../cluster/launched-states.js';
import { lostJobs } from '../cluster/lost-jobs.js';
import { queueLines } from '../cluster/queue-lines.js';
import { SlurmError, unknownQueue } from '../cluster/slurm.js';
import type { CommandContext } from './command.js';

/** What a cluster has, as far as it is new. */
export interface QueueNews {
  readonly lines: readonly { readonly experiment: string; readonly line: string }[];
  /** Jobs and elements that are queued or running. */
  readonly active: number;
}

/** Milliseconds between questions: a scheduler serves many. */
const PAUSE = 30_000;

/**
 * Follows what a cluster has of an experiment, of the experiment of one trial, or of all: each call tells what changed,
 * and asks the scheduler now and then alone.
 */
export function followQueue(
  { store, now }: Pick<CommandContext, 'store' | 'now'>,
  { experiment }: { readonly experiment: string | null },
): () => Promise<QueueNews> {
  let askedAt = -Infinity;
  let active = 0;
  let told: readonly string[] = [];
  return async () => {
    const time = now().getTime();
    if (time - askedAt < PAUSE) return { lines: [], active };
    askedAt = time;
    const states = await askStates(store).catch((error: unknown) => {
      if (error instanceof SlurmError) return error;
      throw error;
    });
    if (states instanceof SlurmError) {
      askedAt = Infinity;
      return { lines: [{ experiment: experiment ?? store.folder, line: unknownQueue(states) }], active: 0 };
    }
    const jobs = states.jobs.filter((one) => experiment === null || one.experiment === experiment);
    active = jobs.length;
    const lost = await lostJobs(store, states, experiment);
    const linesOf = (of: readonly ActiveJob[], isOver: boolean) =>
      [...byExperiment(of)].flatMap(([name, own]) =>
        queueLines(own, isOver).map((line) => ({ experiment: name, line })),
      );
    const lines = [...linesOf(jobs, false), ...linesOf(lost, true)];
    const fresh = lines.filter(({ line }) => !told.includes(line));
    told = lines.map(({ line }) => line);
    return { lines: fresh, active };
  };
}

function byExperiment(jobs: readonly ActiveJob[]): ReadonlyMap<string, readonly ActiveJob[]> {
  const found = new Map<string, ActiveJob[]>();
  for (const one of jobs) found.set(one.experiment, [...(found.get(one.experiment) ?? []), one]);
  return found;
}
