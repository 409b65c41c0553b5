import { createRequire } from 'node:module';
import { LockedError, LockLostError, openStore, StorageError } from '@latent-paths/data';
import { conclude, recordFor } from '../running/conclude.js';
import { vaesOf } from '../projection/experiment-projections.js';
import { resolveExperiment } from '../specification/resolve.js';
import { chosenTrials, trialsToRun } from '../plan/trials-to-run.js';
import { ConfigurationError } from '../yaml/problem.js';
import { coresOf } from './choose-threads.js';
import { formatUsage, readFlags } from './flags.js';
import { runDetached } from './run-detached.js';
import { selectArms } from './select-arms.js';
import { UsageError } from '../commands/usage-error.js';

/** Engines and training take longer to load than it takes to see that nothing is left to run. */
const load = createRequire(__filename);

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
    const { showPlan } = load('./show-plan.js') as typeof import('./show-plan.js'); // that file's own type
    process.stdout.write(await showPlan(experiment, store, { run: options, engine: flags.engine, cores: options.threads ?? coresOf().count }));
    return 0;
  }
  const left = (await trialsToRun(experiment, store.experiment(experiment.name), options)).length;
  const all = chosenTrials(experiment, options).length;
  const record = await recordFor(experiment, store.experiment(experiment.name));
  const unmeasured = (await vaesOf(record, store)).some(({ measured }) => measured === null);
  if (left === 0 && !unmeasured) {
    const which = all === 1 ? 'its one trial has' : `all ${all} trials${options.arms === undefined ? '' : ' of these arms'} have`;
    const where = flags.engine === undefined ? '' : ', on the engine that their run.json names';
    process.stdout.write(`${experiment.name}: ${which} finished before${where}; --fresh runs them again\n`);
    await conclude(experiment, store.experiment(experiment.name));
    return 0;
  }
  if (flags.detach) {
    process.send?.({ detached: true }); // nothing to report yet
    const files = store.experiment(experiment.name);
    await files.writeExperiment(record); // the store, and so tail, knows it from now on
    process.stdout.write(runDetached(experiment.name, files));
    return 0;
  }
  const { runLeft } = load('./run-left.js') as typeof import('./run-left.js'); // that file's own type
  return runLeft(experiment, store, flags, options, { left, all });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const refused = error instanceof ConfigurationError || error instanceof UsageError || error instanceof LockedError;
    const told = refused || error instanceof StorageError || error instanceof LockLostError;
    process.stderr.write(`${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = refused ? NOTHING_RAN : 1;
  },
);
