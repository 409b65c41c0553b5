import { plural, UsageError } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import { codeOf, openHashMemory, provenance } from '@latent-paths/trials/provenance';
import { Stopped } from '@latent-paths/trials/stages';
import { readLoad, watchCrowd } from '../../machine/crowd.js';
import { openDisplay } from '../../terminal/open-display.js';
import { headline } from '../../run/plan/headline.js';
import { type OnStart, runExperiment } from '../../run/run-experiment.js';
import type { RunOptions } from '../../run/plan/run-options.js';
import { exitCodeOfSignal, stopOnSignals } from '../../run/workers/stop-signals.js';
import { chooseThreads, coresOfMachine } from './choose-threads.js';
import { endWithParent } from './end-with-parent.js';
import type { RunRequest } from './flags.js';

/** Shown once if that happens while several threads compute. */
const CROWDED =
  'for ten seconds more threads have wanted to run than this machine has cores: they wait for each other, and ' +
  'may be far slower than one; stop this run and resume it with --threads=1: the results are bit-identical';

/** Runs what is left of an experiment, shows it on the terminal, and resolves to the exit code. */
export async function runLeft(
  experiment: ResolvedExperiment,
  store: Store,
  flags: RunRequest,
  options: RunOptions,
  { left, all }: { left: number; all: number },
): Promise<number> {
  const { all: cores, each, why } = chooseThreads(options, readLoad());
  const now = () => performance.now() / 1000;
  const display = openDisplay(process.stdout, now);
  display.say(headline(experiment));
  if (why !== null) display.say(why);
  const stopping = stopOnSignals(() => display.say('stopping after this step; ask again to stop at once'));
  endWithParent(stopping.ask, options.fresh === true);
  // The question is printed before what takes its time: the engine, and a look at the code.
  const engine = await openEngine(flags.engine, { threads: cores }).catch((error: Error) => {
    throw new UsageError(error.message, { cause: error }); // its message says why and what to do
  });
  const memory = openHashMemory(store.hashesPath, Date.now);
  const code = codeOf(process.cwd(), { memory, tell: display.say });
  await memory.keep();
  if (code.change !== null) await store.keepChange(code.change);
  let endWatch = () => {};
  const onStart: OnStart = (trials, { atOnce, threads }) => {
    const apart = atOnce > 1 ? `, ${atOnce} at once on ${plural(threads, 'thread')} each` : '';
    if (trials > 0) display.say(`${trials} of ${all} trials to run${apart}`);
    if (threads === 1) return;
    const own = atOnce * threads + (atOnce > 1 ? 1 : 0); // beside workers, this process looks after them
    endWatch = watchCrowd({ cores: coresOfMachine(), own, tell: () => display.say(CROWDED) });
  };
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
      { ...options, ...(each !== undefined && { threads: each }), onStart },
    );
    display.close();
    if (failed.length === 0) return 0;
    const unrun = left - finished - failed.length;
    process.stderr.write(
      `${failed.length} of ${left} trials failed: ` +
        `${failed.map(({ trial }) => trial).join(', ')}${unrun > 0 ? `; ${unrun} not run` : ''}\n`,
    );
    return 1;
  } catch (error) {
    display.close();
    if (!(error instanceof Stopped)) throw error;
    process.stdout.write(`${error.message}\n`);
    return exitCodeOfSignal(stopping.asked());
  } finally {
    endWatch();
    engine.dispose();
  }
}
