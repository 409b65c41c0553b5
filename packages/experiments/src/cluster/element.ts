import '../run/workers/outlive-terminal.js';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { EXIT, type LaunchedJob, type LaunchRecord, runMain, UsageError } from '@latent-paths/core';
import { type LaunchStore, openStore, type Store } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { cpuHere, provenance } from '@latent-paths/trials/provenance';
import {
  makeInput,
  messageOf,
  openInputs,
  recordFailure,
  shouldRecordFailure,
  type StageContext,
  Stopped,
  type TrialJob,
} from '@latent-paths/trials/stages';
import { MachineChanged } from '@latent-paths/trials/training';
import { exitCodeOfSignal, stopOnSignals } from '../run/workers/stop-signals.js';
import { localRunner } from '../run/workers/trial-runner.js';
import { openDisplay } from '../terminal/open-display.js';
import { checkMachine } from './check-machine.js';
import { isSinceLaunch } from './is-since-launch.js';
import { jobHere, jobId } from './job-here.js';
import { trialJobOf } from './launched-trial.js';
import { otherCpu } from './other-cpu.js';
import { requeueSelf, type RequeueOptions } from './requeue-self.js';

/** What ends a launch takes its time to load, and a thousand elements need none of it. */
const load = createRequire(__filename) as <File>(file: string) => File;

/** The main file of a cluster's jobs: `element.ts <folder of the launch> <job> [index]` does one piece of a launch. */
async function main([folder, name, index]: readonly string[]): Promise<number> {
  if (folder === undefined || name === undefined)
    throw new UsageError('element: expected the folder of a launch and the name of a job, got less');
  const store = openStore(dirname(dirname(folder)));
  const launch = store.launch(basename(folder));
  const record = await launch.read();
  const job = record.jobs.find((one) => one.name === name);
  if (job === undefined)
    throw new UsageError(`element: expected one of ${record.jobs.map((one) => one.name).join(', ')}, got ${name}`);
  checkMachine(record);

  const now = () => performance.now() / 1000;
  const display = openDisplay(process.stdout, now);
  const stopping = stopOnSignals(() => display.say('stopping after this step'));
  const again = { environment: process.env, limit: record.requeues, tell: display.say };
  const one = job.kind === 'trials' ? await elementOf(job, indexOf(job, index), record, store) : null;
  if (one !== null) await shareLog(one, launch.logPath(name, index), store, display.say);
  if (one !== null) await checkCpu(one, record, store, again);
  const engine = await openEngine(record.engine, { threads: record.threads });
  const context: StageContext = {
    store,
    engine,
    provenance: {
      ...provenance(record.root, engine, record.command, record.code),
      job: jobHere(record, process.env),
    },
    display,
    now,
    date: () => new Date().toISOString(),
    signal: stopping.signal,
    otherCpu: record.otherCpu,
  };
  const { cpu, versions } = context.provenance;
  display.say(`${record.id}/${name}: Node ${versions['node']}, ${record.threads} of the cores of ${cpu}`);
  try {
    switch (job.kind) {
      case 'inputs':
        await makeInputs(job, record, launch, context);
        return EXIT.done;
      case 'trials':
        await runElement(one!, context);
        return EXIT.done;
      case 'end': {
        const { endWithPage } = load<typeof import('./end-with-page.js')>('./end-with-page.js');
        return await endWithPage(record, launch, context);
      }
    }
  } catch (error) {
    if (error instanceof Stopped && stopping.asked() !== null) {
      await requeueSelf(error.message, again);
      return exitCodeOfSignal(stopping.asked());
    }
    throw error;
  } finally {
    display.close();
    engine.dispose();
  }
}

/** Makes what trials use. What fails is recorded on each trial that waits for it. */
async function makeInputs(
  job: LaunchedJob,
  record: LaunchRecord,
  launch: LaunchStore,
  context: StageContext,
): Promise<void> {
  const trials = new Map((await launch.readTrials()).map((one) => [one.id, one]));
  const jobOf = (id: string) => trialJobOf(trials.get(id)!, record.experiment, launch.folder);
  try {
    for (const id of job.trials) await makeInput(job.part!, jobOf(id).trial.config, context);
  } catch (error) {
    if (shouldRecordFailure(error)) {
      const waiting = record.jobs.filter(({ after }) => after.includes(job.name)).flatMap(({ trials: ids }) => ids);
      for (const id of waiting) await recordFailure(jobOf(id), messageOf(error), context);
    }
    throw error;
  }
}

/** The trial of an element of an array. Where the element has begun it and is queued again, it goes on. */
async function elementOf(
  { trials }: LaunchedJob,
  index: number,
  record: LaunchRecord,
  store: Store,
): Promise<TrialJob> {
  const launch = store.launch(record.id);
  const found = (await launch.readTrials()).find(({ id }) => id === trials[index])!;
  const job = trialJobOf(found, record.experiment, launch.folder);
  if (!job.fresh) return job;
  const trial = store.experiment(job.experiment).trial(job.trial.id);
  const run = await trial.readRun().catch(() => null); // what cannot be read is cleared
  return { ...job, fresh: run === null || !isSinceLaunch(run, record, jobId(process.env)) };
}

/** Lets what this element writes lie beside its trial. Where another scheduler has it, there is no such file. */
async function shareLog(
  { experiment, trial }: TrialJob,
  path: string,
  store: Store,
  tell: (line: string) => void,
): Promise<void> {
  if (!existsSync(path)) return;
  const launch = basename(dirname(path));
  const why = await store.experiment(experiment).trial(trial.id).shareLog(path, launch);
  if (why !== null) tell(`the log lies in ${path} alone, not beside its trial: ${why}`);
}

/** @throws MachineChanged, once it is queued again, if the trial goes on on another kind of CPU alone */
async function checkCpu(
  { experiment, trial, fresh }: TrialJob,
  { otherCpu: accepted }: LaunchRecord,
  store: Store,
  again: RequeueOptions,
): Promise<void> {
  if (fresh || accepted !== undefined) return;
  const other = await otherCpu(store.experiment(experiment).trial(trial.id), cpuHere());
  if (other === null) return;
  await requeueSelf(other.why, { ...again, elsewhere: { there: other.node } });
  throw new MachineChanged(other.why);
}

/** Brings one trial of an array to its end. */
async function runElement(job: TrialJob, context: StageContext): Promise<void> {
  const inputCache = openInputs(context);
  try {
    await localRunner(inputCache, context).run(job, context.display);
  } finally {
    await inputCache.close();
  }
}

function indexOf({ name, trials }: LaunchedJob, text = 'none'): number {
  const index = Number(text);
  if (!/^\d+$/.test(text) || index >= trials.length)
    throw new UsageError(`${name}: expected an index from 0 to ${trials.length - 1}, got ${text}`);
  return index;
}

void runMain(() => main(process.argv.slice(2)), process);
