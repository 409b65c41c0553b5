import { UsageError } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import type { Chosen, ResolvedExperiment, ResolvedSelection } from '@latent-paths/specification/experiment';
import { chooseRates, formatChosen, openRates } from '@latent-paths/trials/stages';
import type { RunOptions } from '../../run/plan/run-options.js';
import type { RunRequest } from './flags.js';
import { selectArms } from './select-arms.js';

export interface SelectFirstOptions {
  /** Whose rates are not chosen yet. */
  readonly experiment: ResolvedExperiment;
  /** The same with rates. */
  readonly resolve: (chosen: Chosen) => ResolvedExperiment;
  readonly store: Store;
  readonly flags: RunRequest;
  /** Runs what is left of an experiment; resolves to the exit code. */
  readonly run: (
    experiment: ResolvedExperiment,
    store: Store,
    flags: RunRequest,
    options: RunOptions,
  ) => Promise<number>;
}

/**
 * Runs the trials of a selection, chooses by them and prints what was chosen, then tries what is to be checked.
 * Resolves
 * to the experiment with its rates, or to the exit code where it cannot go on.
 * @throws GridTooNarrow if the best rate may lie outside what was tried
 */
export async function selectFirst(options: SelectFirstOptions): Promise<ResolvedExperiment | number> {
  const { experiment, resolve, store, flags } = options;
  const pending = experiment.selection!; // asked for where there is one alone
  if (flags.arms !== undefined && askedOf(pending, flags.arms).length === 0) {
    throw new UsageError(
      `--arms: expected an arm that trains while its rate is to be selected, got ${flags.arms.join(', ')}; run ` +
        'without --arms first',
    );
  }
  const tried = await tryRates(
    pending,
    pending.points.map(({ name }) => name),
    options,
  );
  if (tried !== 0) return tried;
  const open = await openRates(pending, store);
  if (open.length > 0) {
    process.send?.({ experiment: pending.experiment.name }); // the launcher builds its page
    process.stdout.write(
      `${experiment.name}: ${open.length} of ${pending.points.length} trials must run before a rate can be ` +
        `chosen; run without --arms\n`,
    );
    return 0;
  }
  const chosen = await chooseRates(pending, store);
  process.stdout.write(
    `${experiment.name}: ${pending.key} was chosen on validation latents. Paste this below select:, and it is ` +
      `not tried again:\n${formatChosen(chosen)}\n`,
  );
  const selected = resolve(chosen);
  const check = selected.selection?.check;
  if (selected.selection === undefined || check === undefined) return selected;
  const names = check.points.map(({ name }) => name);
  const checked = await tryRates(selected.selection, names, { ...options, flags: { ...flags, arms: undefined } });
  return checked === 0 ? selected : checked;
}

/**
 * Runs those of some rates that are open; divergence is a result and no failure. Resolves to 0, or to the exit code
 * that ends the run.
 */
async function tryRates(
  selection: ResolvedSelection,
  names: readonly string[],
  { store, flags, run }: SelectFirstOptions,
): Promise<number> {
  const asked = askedOf(selection, flags.arms);
  const open = flags.run.fresh === true ? names : await openRates(selection, store);
  const arms = names.filter((name) => open.includes(name) && asked.includes(name));
  if (arms.length === 0) return 0;
  const code = await run(selection.experiment, store, flags, { ...flags.run, arms });
  const left = await openRates(selection, store);
  return code === 1 && !arms.some((name) => left.includes(name)) ? 0 : code;
}

/** Names of a selection's arms that patterns of the experiment's arms choose; all where there are none. */
export function askedOf({ experiment }: ResolvedSelection, patterns: readonly string[] | undefined): string[] {
  if (patterns === undefined) return experiment.arms.map(({ name }) => name);
  return patterns.flatMap((pattern) => {
    try {
      return selectArms(experiment, [pattern]);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return []; // an arm that trains nothing
    }
  });
}

/** What a plan says of rates that are still to be chosen. */
export function formatPending({ name, selection }: ResolvedExperiment): string {
  const { key, experiment, budgets } = selection!; // asked for where there is one alone
  const arms = [...new Set(selection!.points.map(({ arm }) => arm))];
  return (
    `${name}: ${key} of ${arms.join(', ')} is not selected yet. The trials above select it (${experiment.name}), on ` +
    'validation latents at ' +
    `${budgets.join(' and ')} points. The plan of ${name} follows once it is chosen`
  );
}
