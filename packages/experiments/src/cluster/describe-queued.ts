import type { QueuedJob } from './slurm.js';

/** `6_3 pending (Resources)`, `6_3 running (n1)` */
export function describeQueued({ job, index, state, reason }: QueuedJob): string {
  const id = index === null ? job : `${job}_${index}`;
  const why = reason.replace(/^\((.*)\)$/, '$1'); // as squeue puts a reason
  return `${id} ${state.toLowerCase()} (${why})`;
}
