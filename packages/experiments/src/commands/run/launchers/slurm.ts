import { createRequire } from 'node:module';
import type { Launcher } from './launcher.js';

/** What makes a launch takes long to load. */
const load = createRequire(__filename);

/** On a cluster with Slurm: submitted, or with --print written alone. */
export const slurm: Launcher = {
  async launch(launch) {
    process.send?.({ detached: true }); // the last job builds the page
    const { launchOnSlurm } = load('./launch-on-slurm.js') as typeof import('./launch-on-slurm.js'); // its own type
    return launchOnSlurm(launch);
  },
};
