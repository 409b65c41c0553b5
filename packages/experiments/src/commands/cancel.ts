import { EXIT, plural, UsageError } from '@latent-paths/core';
import { askStates } from '../cluster/launched-states.js';
import { cancel as cancelJobs } from '../cluster/slurm.js';
import { defineCommand } from './command.js';
import { writeJson } from './write-json.js';

export const cancel = defineCommand({
  usage: '<experiment>',
  about: `Cancels what a cluster has queued or running of one experiment, and of no other. Running trials save a
checkpoint; run the experiment again to go on.`,
  flags: {},
  examples: ['cancel dense-alpha'],
  json: 'experiment; jobs, the ids that were cancelled',

  async run({ names }, context) {
    const [experiment, ...rest] = names;
    if (experiment === undefined || rest.length > 0)
      throw new UsageError(
        `cancel: expected one experiment, as in cancel dense-alpha, got ${names.join(' ') || 'none'}`,
      );
    const known = await context.store.experiments();
    if (!known.includes(experiment))
      throw new UsageError(`cancel: expected one of ${known.join(', ') || 'no experiment'}, got ${experiment}`);
    const { jobs } = await askStates(context.store);
    const own = jobs.filter((one) => one.experiment === experiment);
    const ids = [...new Set(own.map(({ queued }) => queued.job))];
    if (ids.length > 0) await cancelJobs(ids);
    if (context.json) writeJson(context, 'cancel', { experiment, jobs: ids });
    else
      context.out.write(
        ids.length === 0
          ? `${experiment}: your queue on this cluster has nothing of it\n`
          : `${experiment}: cancelled ${plural(ids.length, 'job')}: ${ids.join(', ')}\n`,
      );
    return EXIT.done;
  },
});
