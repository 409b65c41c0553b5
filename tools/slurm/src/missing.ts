import { spawnSync } from 'node:child_process';

const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'sinfo', 'scontrol', 'scancel'];

/** Why Slurm cannot be started here, in words; null if it can. */
export function missing(): string | null {
  if (process.platform !== 'linux') return 'Slurm runs on Linux';
  if (process.getuid?.() !== 0) return 'its daemons start jobs, and so need root';
  const absent = PROGRAMS.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  if (absent.length === 0) return null;
  return `${absent.join(', ')} not found (Debian: apt-get install slurm-wlm munge)`;
}
