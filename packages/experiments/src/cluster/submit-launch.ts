import type { LaunchRecord } from '@latent-paths/core';
import { dependencyOf } from './dependency.js';
import type { MadeLaunch } from './make-launch.js';
import { submit } from './slurm.js';

/**
 * Submits the jobs of a launch in their order, and writes each id down as soon as it is known.
 * @throws SlurmError; what was submitted before stays, and is in the record
 */
export async function submitLaunch({ launch, record }: MadeLaunch): Promise<LaunchRecord> {
  const ids = new Map<string, string>();
  let current = record;
  for (const { name } of record.jobs) {
    const job = current.jobs.find((one) => one.name === name)!;
    const id = await submit(
      launch.scriptPath(name),
      dependencyOf(job, (other) => ids.get(other)!),
    ); // in their order
    ids.set(name, id);
    current = { ...current, jobs: current.jobs.map((one) => (one.name === name ? { ...one, job: id } : one)) };
    await launch.write(current);
  }
  return current;
}
