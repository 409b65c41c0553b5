import { EXIT, UsageError, formatBytes, plural } from '@latent-paths/core';
import { launchesKept } from '../cluster/launches-kept.js';
import { defineCommand } from './command.js';
import { findPrunable } from './find-prunable.js';
import { formatValue } from './format-value.js';
import { sweep } from './sweep.js';
import { formatTable } from './text-table.js';
import { chooseExperiments } from './trial-table.js';
import { writeJson } from './write-json.js';

export const prune = defineCommand({
  usage: '',
  about: `Lists what is not used any more, and deletes it only with --yes: trials that their experiment no longer names,
artifacts that no trial uses, launches of which a cluster has no job any more, folders that were never begun or
finished, and files that killed processes left.
It keeps what a process is working in, what a link leads to, and what a launch that stays may need. It keeps all
artifacts while the results folder contains anything that cannot be classified. It keeps artifacts, launches and
leftovers that changed within a day, unless --older-than says otherwise: a run that has just started may need them. It
keeps all launches where the cluster's queue cannot be asked, and without --older-than those whose scripts were only
printed. Running an experiment makes again what was deleted of it.`,
  flags: {
    yes: { about: 'delete what is listed' },
    'older-than': { about: 'only what has not changed for this long: 90m, 12h, 7d', value: 'AGE' },
    failed: { about: 'also trials that failed; they start anew' },
    experiment: { about: 'only what belongs to this experiment', value: 'NAME', multiple: true },
  },
  examples: ['prune', 'prune --older-than 30d --yes', 'prune --failed --experiment dense-alpha'],
  json:
    'found, each { path, kind (trial, artifact, launch, remnant or temporary), why, bytes, changedAt, deleted, kept ' +
    '(why it was kept, or null) }; bytes, of all; deleted, whether --yes was given; problems',

  async run({ names, flags }, context) {
    if (names.length > 0)
      throw new UsageError(
        `prune: expected flags alone, got ${names.join(' ')}; one experiment is chosen by --experiment ${names[0]}`,
      );
    const olderThan = flags['older-than'] === undefined ? null : readAge(flags['older-than']);
    const experiments = flags.experiment.length === 0 ? null : await chooseExperiments(flags.experiment, context);
    const { found, problems } = await findPrunable(context.store, {
      now: context.now(),
      olderThan,
      failed: flags.failed,
      experiments,
      launches: () => launchesKept(context.store, { printed: olderThan !== null }),
    });
    const swept = await sweep(found, { yes: flags.yes, store: context.store });
    const gone = swept.filter(({ kept }) => kept === null);
    const bytes = gone.reduce((sum, one) => sum + one.bytes, 0);
    if (context.json) {
      writeJson(context, 'prune', {
        found: swept.map(({ holding: { path, kind }, why, changedAt, bytes: size, deleted, kept }) => ({
          path,
          kind,
          why,
          changedAt: changedAt.toISOString(),
          bytes: size,
          deleted,
          kept,
        })),
        bytes,
        deleted: flags.yes,
        problems,
      });
    } else {
      const rows = swept.map(({ holding, why, changedAt, bytes: size, kept }) => [
        holding.path,
        formatBytes(size),
        formatValue(changedAt.toISOString()),
        why,
        kept === null ? '' : `stays: ${kept}`,
      ]);
      if (rows.length > 0) context.out.write(`${formatTable(rows, { right: [false, true] })}\n`);
      const total = `${plural(gone.length, 'thing')}, ${formatBytes(bytes)}`;
      context.out.write(
        gone.length === 0
          ? 'nothing to delete\n'
          : flags.yes
            ? `deleted ${total}\n`
            : `${total}: nothing was deleted; --yes deletes them\n`,
      );
      for (const problem of problems) context.err.write(`${problem}\n`);
    }
    return problems.length > 0 ? EXIT.wrong : EXIT.done;
  },
});

const UNITS = { m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Milliseconds. */
function readAge(text: string): number {
  const found = /^(\d+(?:\.\d+)?)([mhdw])$/.exec(text);
  if (found === null)
    throw new UsageError(
      `--older-than: expected a number with m, h, d or w for minutes, hours, days or weeks, as in 7d; got ${text}`,
    );
  const [, count, unit] = found;
  return 1000 * Number(count) * UNITS[unit as keyof typeof UNITS]; // the pattern knows these units alone
}
