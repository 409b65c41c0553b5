import { createRequire } from 'node:module';
import { recordExperiment } from '../../../run/record-experiment.js';
import { runDetached } from '../run-detached.js';
import type { Launcher } from './launcher.js';

/** Engines and training take long to load. */
const load = createRequire(__filename);

/** On this machine: now, or in the background where that is asked for. */
export const local: Launcher = {
  async launch({ experiment, store, flags, options, count }) {
    if (flags.detach) {
      const files = store.experiment(experiment.name);
      await recordExperiment(experiment, files); // the store, and so tail, knows it from now on
      process.send?.({ detached: true }); // nothing to report yet
      process.stdout.write(runDetached(experiment.name, files));
      return 0;
    }
    const { runLeft } = load('../run-left.js') as typeof import('../run-left.js'); // that file's own type
    return runLeft(experiment, store, flags, options, count);
  },
};
