import type { LauncherName } from './launcher-names.js';
import type { Launcher } from './launcher.js';
import { local } from './local.js';
import { slurm } from './slurm.js';

export const launchers = { local, slurm } as const satisfies Readonly<Record<LauncherName, Launcher>>;
