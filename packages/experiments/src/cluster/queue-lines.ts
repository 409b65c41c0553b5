import { plural } from '@latent-paths/core';
import type { ActiveJob } from './launched-states.js';

/**
 * What Slurm has of an experiment, a line for each array and state: `6 trials-1: 2 elements running (n1, n2)`. Of what
 * has ended, `isOver`: `6 trials-1: 1 element node_fail (n1), not finished`.
 */
export function queueLines(jobs: readonly ActiveJob[], isOver = false): string[] {
  const lines = new Map<string, { count: number; isArray: boolean; reasons: Set<string> }>();
  for (const { job, queued } of jobs) {
    const key = `${queued.job} ${job.name}\n${queued.state.toLowerCase()}`;
    const line = lines.get(key) ?? { count: 0, isArray: queued.index !== null, reasons: new Set<string>() };
    lines.set(key, line);
    line.count += 1;
    line.reasons.add(queued.reason.replace(/^\((.*)\)$/, '$1')); // as squeue puts a reason
  }
  return [...lines].map(([key, { count, isArray, reasons }]) => {
    const [named, state] = key.split('\n');
    const where = [...reasons].filter((reason) => reason !== '').join(', ');
    const told = `${isArray ? `${plural(count, 'element')} ` : ''}${state}${where === '' ? '' : ` (${where})`}`;
    return `${named}: ${told}${isOver ? ', not finished' : ''}`;
  });
}
