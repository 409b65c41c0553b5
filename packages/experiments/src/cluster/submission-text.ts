import { relative } from 'node:path';
import { dependencyOf } from './dependency.js';
import type { MadeLaunch } from './make-launch.js';

/** The commands by which a launch would be submitted, each with the script that it submits: for a person to adapt. */
export async function submissionText(
  { launch, record }: MadeLaunch,
  readScript: (path: string) => Promise<string>,
): Promise<string> {
  const parts = record.jobs.map(async (job) => {
    const path = launch.scriptPath(job.name);
    const dependency = dependencyOf(job, (name) => `$${variableOf(name)}`);
    const flags = dependency === null ? '' : ` --dependency=${dependency}`;
    const shown = relative(process.cwd(), path);
    return `${variableOf(job.name)}=$(sbatch --parsable${flags} ${shown})\n\n${indented(await readScript(path))}`;
  });
  return (await Promise.all(parts)).join('\n');
}

const variableOf = (name: string) => name.replaceAll('-', '_');
const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');
