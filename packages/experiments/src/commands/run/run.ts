import '../../run/workers/outlive-terminal.js';
import { describeError, exitCodeOf } from '@latent-paths/core';
import { createRequire } from 'node:module';
import { openStore, type Store } from '@latent-paths/data';
import { type Chosen, type ResolvedExperiment, resolveExperiment } from '@latent-paths/specification/experiment';
import { vaesOf } from '@latent-paths/trials/analyses';
import { chooseRates, openRates, recordSelection } from '@latent-paths/trials/stages';
import { publishComparison } from '../../run/publish-comparison.js';
import { recordFor } from '../../run/record-experiment.js';
import { chosenTrials, trialsToRun } from '../../run/plan/trials-to-run.js';
import { coresOf } from './choose-threads.js';
import type { RunOptions } from '../../run/plan/run-options.js';
import { readRequest, type RunRequest } from './flags.js';
import { commandHelp } from '../help.js';
import { run } from '../run.js';
import { runDetached } from './run-detached.js';
import { selectArms } from './select-arms.js';
import { askedOf, formatPending, selectFirst } from './select-first.js';

/** Engines and training take longer to load than it takes to see that nothing is left to run. */
const load = createRequire(__filename);

async function main(): Promise<number> {
  const flags = readRequest(process.argv.slice(2));
  if (flags === null) {
    process.stdout.write(commandHelp('run', run));
    return 0;
  }
  const { file, set, seeds } = flags;
  const resolve = (chosen?: Chosen) =>
    resolveExperiment(file, {
      root: process.cwd(),
      set,
      ...(seeds !== undefined && { seeds }),
      ...(chosen && { chosen }),
    });
  const experiment = resolve();
  const { selection } = experiment;
  const options = runOptions(experiment, flags);
  const store = openStore(`${process.cwd()}/results`);
  if (flags.plan) {
    process.send?.({ experiment: experiment.name }); // as a run does, to who launched it
    const { showPlan } = load('./show-plan.js') as typeof import('./show-plan.js'); // that file's own type
    const shown = { engine: flags.engine, cores: options.threads ?? coresOf().count };
    if (selection?.chosen === null && (await openRates(selection, store)).length > 0) {
      const arms = askedOf(selection, flags.arms);
      const first = await showPlan(selection.experiment, store, { ...shown, run: { ...flags.run, arms } });
      process.stdout.write(`${first}\n${formatPending(experiment)}\n`);
      return 0;
    }
    const known = selection?.chosen === null ? resolve(await chooseRates(selection, store)) : experiment;
    process.stdout.write(await showPlan(known, store, { ...shown, run: options }));
    return 0;
  }
  if (selection === undefined) return runOne(experiment, store, flags, options);
  if (flags.detach && selection.chosen === null) return detached(experiment, store);
  const selected = selection.isWritten
    ? experiment
    : await selectFirst({ experiment, resolve, store, flags, run: runOne });
  if (typeof selected === 'number') return selected;
  const code = await runOne(selected, store, flags, runOptions(selected, flags));
  await recordSelection(selected, store);
  return code;
}

/** Of the arms that are asked for; all where none is. */
function runOptions(experiment: ResolvedExperiment, flags: RunRequest): RunOptions {
  return { ...flags.run, ...(flags.arms !== undefined && { arms: selectArms(experiment, flags.arms) }) };
}

function detached({ name }: ResolvedExperiment, store: Store): number {
  process.send?.({ detached: true }); // nothing to report yet
  process.stdout.write(runDetached(name, store.experiment(name)));
  return 0;
}

/** Runs what is left of an experiment and compares it. Resolves to the exit code. */
async function runOne(
  experiment: ResolvedExperiment,
  store: Store,
  flags: RunRequest,
  options: RunOptions,
): Promise<number> {
  process.send?.({ experiment: experiment.name }); // the launcher builds its page
  const files = store.experiment(experiment.name);
  const left = (await trialsToRun(experiment, files, options)).length;
  const all = chosenTrials(experiment, options).length;
  const record = await recordFor(experiment, files);
  const unmeasured = (await vaesOf(record, store)).some(({ measured }) => measured === null);
  if (left === 0 && !unmeasured) {
    const which =
      all === 1 ? 'its one trial has' : `all ${all} trials${options.arms === undefined ? '' : ' of these arms'} have`;
    const where = flags.engine === undefined ? '' : ', on the engine named in their run.json';
    process.stdout.write(`${experiment.name}: ${which} finished before${where}; --fresh runs them again\n`);
    await files.writeExperiment(record);
    await publishComparison(files, (line) => void process.stdout.write(`${line}\n`));
    return 0;
  }
  if (flags.detach) {
    await files.writeExperiment(record); // the store, and so tail, knows it from now on
    return detached(experiment, store);
  }
  const { runLeft } = load('./run-left.js') as typeof import('./run-left.js'); // that file's own type
  return runLeft(experiment, store, flags, options, { left, all });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = exitCodeOf(error);
  },
);
