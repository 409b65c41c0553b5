import { availableParallelism } from 'node:os';
import { LockedError, openStore, StorageError, type Store } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { codeOf } from '../code.js';
import { openDisplay } from '../display/open-display.js';
import { headline } from '../headline.js';
import { provenance } from '../provenance.js';
import { resolveExperiment, type ResolvedExperiment } from '../resolve.js';
import { conclude, runExperiment } from '../run-experiment.js';
import { threadsEach } from '../run-jobs.js';
import type { RunOptions } from '../run-options.js';
import { Stopped } from '../stages/context.js';
import { exitCodeOf, stopOnSignals } from '../stop-signals.js';
import { chosenTrials, trialsToRun } from '../trials-to-run.js';
import { ConfigurationError } from '../yaml/problem.js';
import { endWithParent } from './end-with-parent.js';
import { formatUsage, readFlags, type Flags } from './flags.js';
import { selectArms } from './select-arms.js';
import { showPlan } from './show-plan.js';
import { UsageError } from './usage-error.js';

/** The launcher builds no report after this exit code: nothing ran. */
const NOTHING_RAN = 2;

async function main(): Promise<number> {
  const flags = readFlags(process.argv.slice(2));
  if (flags === null) {
    process.stdout.write(formatUsage());
    return 0;
  }
  const { file, set, seeds } = flags;
  const experiment = resolveExperiment(file, { root: process.cwd(), set, ...(seeds !== undefined && { seeds }) });
  process.send?.({ experiment: experiment.name }); // the launcher builds its page
  const options = { ...flags.run, ...(flags.arms !== undefined && { arms: selectArms(experiment, flags.arms) }) };
  const store = openStore(`${process.cwd()}/results`);
  if (flags.plan) {
    process.stdout.write(await showPlan(experiment, store, { run: options, engine: flags.engine, cores: availableParallelism() }));
    return 0;
  }
  const left = (await trialsToRun(experiment, store.experiment(experiment.name), options)).length;
  const all = chosenTrials(experiment, options).length;
  if (left === 0) {
    const which = all === 1 ? 'its one trial has' : `all ${all} trials${options.arms === undefined ? '' : ' of these arms'} have`;
    const where = flags.engine === undefined ? '' : ', on the engine that their run.json names';
    process.stdout.write(`${experiment.name}: ${which} finished before${where}; --fresh runs them again\n`);
    await conclude(experiment, store.experiment(experiment.name));
    return 0;
  }
  return run(experiment, store, flags, options, { left, all });
}

async function run(experiment: ResolvedExperiment, store: Store, flags: Flags, options: RunOptions, { left, all }: { left: number; all: number }): Promise<number> {
  const cores = availableParallelism();
  const engine = await openEngine(flags.engine, { threads: cores }).catch((error: Error) => {
    throw new UsageError(error.message, { cause: error }); // its message says why and what to do
  });
  const code = codeOf(process.cwd());
  if (code.change !== null) await store.keepChange(code.change);
  const now = () => performance.now() / 1000;
  const display = openDisplay(process.stdout, now);
  const atOnce = Math.min(options.jobs ?? 1, left);
  const threads = threadsEach(cores, atOnce);
  display.say(headline(experiment));
  display.say(`${left} of ${all} trials to run${atOnce > 1 ? `, ${atOnce} at once on ${threads} thread${threads > 1 ? 's' : ''} each` : ''}`);
  const stopping = stopOnSignals(() => display.say('stopping after this step; ask again to stop at once'));
  endWithParent(stopping.ask);
  try {
    const { finished, failed } = await runExperiment(
      experiment,
      {
        store,
        engine,
        provenance: provenance(process.cwd(), engine, process.argv.slice(2).join(' '), code),
        display,
        now,
        date: () => new Date().toISOString(),
        signal: stopping.signal,
      },
      options,
    );
    display.close();
    if (failed.length === 0) return 0;
    const unrun = left - finished - failed.length;
    process.stderr.write(`${failed.length} of ${left} trials failed: ${failed.map(({ trial }) => trial).join(', ')}${unrun > 0 ? `; ${unrun} not run` : ''}\n`);
    return 1;
  } catch (error) {
    display.close();
    if (!(error instanceof Stopped)) throw error;
    process.stdout.write(`${error.message}\n`);
    return exitCodeOf(stopping.asked());
  } finally {
    engine.dispose();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const refused = error instanceof ConfigurationError || error instanceof UsageError || error instanceof LockedError;
    const told = refused || error instanceof StorageError;
    process.stderr.write(`${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = refused ? NOTHING_RAN : 1;
  },
);
