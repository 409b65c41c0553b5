import { EXIT, plural } from '@latent-paths/core';
import { defineCommand } from './command.js';
import { formatValue } from './format-value.js';
import { query, QUERY_FLAGS, type NamedColumn } from './query.js';
import { formatTable } from './text-table.js';
import { loadTrials, type TrialTable } from './trial-table.js';
import { writeJson } from './write-json.js';

/**
 * What is shown where nothing is asked for, as far as any trial has it: names that `--sort` and `--where` take, and
 * their keys.
 */
const USUAL = {
  trial: 'trial',
  seed: 'seed',
  status: 'status',
  'reprojection@0.5': 'reprojection@0.5',
  reprojection: 'points.reprojection.mean',
  attraction: 'points.attraction.mean',
  'endpoint-error': 'paths.endpoint-error.mean',
  'identity-error': 'paths.identity-error.mean',
  'alpha-sensitivity': 'paths.alpha-sensitivity.mean',
  diversity: 'sets.diversity',
  endedAt: 'endedAt',
} as const;

export const list = defineCommand({
  usage: '[experiment…]',
  about: `Lists the trials of the named experiments, or of all.

A KEY is a setting (loss.attraction.weight), a metric (points.reprojection.mean, sets.diversity, training.seconds; at
one α: reprojection@0.5) or a part of run.json (status, startedAt, provenance.commit); experiment, trial and current
(whether the experiment still names the trial) are keys too. The end of a key is enough if no other key ends so:
attraction.weight; the name of a metric is enough too. Quote what contains < or >. A VALUE is YAML.
Statuses: finished, running, stopped, failed; killed (its record says running, but no process is working); damaged.`,
  flags: QUERY_FLAGS,
  examples: [
    "list dense-alpha --where seed=1 --where 'diversity>0.2' --sort reprojection@0.5",
    'list --where status=failed --columns experiment,trial,failures,startedAt',
  ],
  json:
    'trials, each { experiment, trial, values } with the values by key, of --columns or else of all keys; found, ' +
    'before --limit; problems, each { experiment, trial, message }',

  async run({ names, flags }, context) {
    const table = await loadTrials(names, context);
    const { rows, found, columns, concerned } = query(table, flags);
    if (context.json) {
      const chosen = columns ?? table.keys.map((key) => ({ name: key, key, values: table.column(key) }));
      const [experiments, trials] = [table.column('experiment'), table.column('trial')];
      const valuesOf = (row: number) =>
        Object.fromEntries(
          chosen.flatMap(({ name, values }) => (values[row] === undefined ? [] : [[name, values[row]]])),
        );
      writeJson(context, 'list', {
        trials: rows.map((row) => ({ experiment: experiments[row], trial: trials[row], values: valuesOf(row) })),
        found,
        problems: table.problems,
      });
    } else {
      const shown = columns ?? usualColumns(table, concerned);
      const cells = rows.map((row) => shown.map(({ values }) => formatValue(values[row])));
      const right = shown.map(({ values }) => values.some((value) => typeof value === 'number'));
      if (rows.length > 0) context.out.write(`${formatTable([shown.map(({ name }) => name), ...cells], { right })}\n`);
      const shownOf = rows.length < found ? `${rows.length} of ` : '';
      const ofAll = found < table.rows ? ` of ${table.rows.toLocaleString('en-US')}` : '';
      context.out.write(`${shownOf}${plural(found, 'trial')}${ofAll}\n`);
      for (const { experiment, trial, message } of table.problems)
        context.err.write(`${[experiment, trial].filter(Boolean).join('/')}: ${message}\n`);
    }
    return table.problems.length > 0 ? EXIT.wrong : EXIT.done;
  },
});

function usualColumns(table: TrialTable, concerned: readonly NamedColumn[]): NamedColumn[] {
  const column = (name: string, key: string) => ({ name, key, values: table.column(key) });
  const experiment = column('experiment', 'experiment');
  const current = column('current', 'current');
  const usual = Object.entries(USUAL).map(([name, key]) => column(name, key));
  return [
    ...(new Set(experiment.values).size > 1 ? [experiment] : []),
    ...usual.filter(({ values }) => values.some((value) => value !== undefined)),
    ...(current.values.includes(false) ? [current] : []),
    ...concerned.filter(
      ({ key }, i) =>
        !usual.some((other) => other.key === key) && concerned.findIndex((other) => other.key === key) === i,
    ),
  ];
}
