/** Where a run can go. They are named here, apart from the launchers themselves, since flags name them. */
export const LAUNCHER_NAMES = ['local', 'slurm'] as const;
export type LauncherName = (typeof LAUNCHER_NAMES)[number];
