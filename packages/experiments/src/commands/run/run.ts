import '../../run/workers/outlive-terminal.js';
import { EXIT, runMain, UsageError } from '@latent-paths/core';
import { createRequire } from 'node:module';
import { openStore, type Store } from '@latent-paths/data';
import { type Chosen, type ResolvedExperiment, resolveExperiment } from '@latent-paths/specification/experiment';
import { vaesOf } from '@latent-paths/trials/analyses';
import { chooseRates, openRates, recordSelection } from '@latent-paths/trials/stages';
import { publishComparison } from '../../run/publish-comparison.js';
import { recordExperiment, recordFor } from '../../run/record-experiment.js';
import { chosenTrials, trialsToRun } from '../../run/plan/trials-to-run.js';
import { coresOf } from './choose-threads.js';
import type { RunOptions } from '../../run/plan/run-options.js';
import { readRequest, type RunRequest } from './flags.js';
import { commandHelp } from '../help.js';
import { run } from '../run.js';
import { runDetached } from './run-detached.js';
import { launchers } from './launchers/registry.js';
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
      process.stdout.write(`${first.text}\n${formatPending(experiment)}\n`);
      return first.canStart ? EXIT.done : EXIT.refused;
    }
    const known = selection?.chosen === null ? resolve(await chooseRates(selection, store)) : experiment;
    const { text, canStart } = await showPlan(known, store, { ...shown, run: options });
    process.stdout.write(text);
    return canStart ? EXIT.done : EXIT.refused;
  }
  if (flags.on !== 'local' && selection?.isWritten === false) throw selectHere(experiment);
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

/** A rate is chosen when all trials that try it have finished: only then are there trials to submit. */
function selectHere({ name, selection }: ResolvedExperiment): UsageError {
  return new UsageError(
    // asked for where there is one
    `${name}: expected ${selection!.key} to be chosen before it is submitted, got select: without what was chosen; ` +
      'run it without --on until it prints what to paste below select:',
  );
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
  const vaes = await vaesOf(await recordFor(experiment, files), store);
  const unmeasured = vaes.some(({ measured }) => measured === null);
  if (left === 0 && !unmeasured) {
    const which =
      all === 1 ? 'its one trial has' : `all ${all} trials${options.arms === undefined ? '' : ' of these arms'} have`;
    const where = flags.engine === undefined ? '' : ', on the engine named in their run.json';
    process.stdout.write(`${experiment.name}: ${which} finished before${where}; --fresh runs them again\n`);
    await recordExperiment(experiment, files);
    await publishComparison(files, (line) => void process.stdout.write(`${line}\n`));
    return 0;
  }
  return launchers[flags.on].launch({ experiment, store, flags, options, count: { left, all } });
}

void runMain(main, process);
