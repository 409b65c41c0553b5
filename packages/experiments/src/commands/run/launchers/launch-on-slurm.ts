import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plural } from '@latent-paths/core';
import { hasCluster, readCluster } from '../../../cluster/cluster-settings.js';
import { launchedStates, type LaunchedStates } from '../../../cluster/launched-states.js';
import { makeLaunch, type MadeLaunch } from '../../../cluster/make-launch.js';
import { planJobs } from '../../../cluster/plan-jobs.js';
import { maxArraySize, queuedJobs } from '../../../cluster/slurm.js';
import { submissionText } from '../../../cluster/submission-text.js';
import { submitLaunch } from '../../../cluster/submit-launch.js';
import { headline } from '../../../run/plan/headline.js';
import { trialsToRun } from '../../../run/plan/trials-to-run.js';
import type { Launch } from './launcher.js';
import { waitForCluster } from './wait-for-cluster.js';

/** The checkout whose code this is. */
const CHECKOUT = join(__dirname, '../../../../../..');
/** Slurm's own default: what scripts that are only printed are split at. */
const USUAL_ARRAY_SIZE = 1001;
const NOTHING: LaunchedStates = { trials: new Map(), beingMade: new Map(), jobs: [] };

const say = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * Submits what is left of an experiment and is neither queued nor running, or only writes its scripts. Resolves to the
 * exit code. @throws ConfigurationError, SlurmError
 */
export async function launchOnSlurm({ experiment, record, store, flags, options, count }: Launch): Promise<number> {
  const { name } = experiment;
  const root = process.cwd();
  const settings = readCluster(root, name);
  const { threads, jobs: atOnce } = options;
  const cluster = {
    ...settings,
    ...(threads !== undefined && { cpus: threads }),
    ...(atOnce !== undefined && atOnce > 1 && { throttle: atOnce }),
  };
  say(headline(experiment));
  if (!hasCluster(root)) say('no cluster.yaml here: partition, time and memory are what the cluster gives by itself');
  const states = flags.print ? NOTHING : await launchedStates(store, await queuedJobs());
  const files = store.experiment(name);
  const left = await trialsToRun(experiment, files, options);
  const trials = left.filter(({ trial }) => !states.trials.has(`${name}/${trial.id}`));
  const known = left.length - trials.length;
  if (known > 0) say(`${plural(known, 'trial')} queued or running already: not submitted again`);
  const waited = { experiment: name, trials: left.map(({ trial }) => trial.id), store };
  if (trials.length === 0 && known > 0) return flags.wait ? waitForCluster(waited) : 0;
  const size = flags.print ? USUAL_ARRAY_SIZE : await maxArraySize();
  const jobs = await planJobs(trials, { store, maxArraySize: size, beingMade: states.beingMade });
  await files.writeExperiment(record); // lists and pages know it from now on
  const made = await makeLaunch({
    experiment: name,
    trials,
    jobs,
    store,
    cluster,
    root,
    checkout: CHECKOUT,
    engine: flags.engine,
    command: process.argv.slice(2).join(' '),
    date: new Date().toISOString(),
    tell: say,
  });
  if (flags.print) {
    process.stdout.write(await printed(made));
    return 0;
  }
  const submitted = await submitLaunch(made);
  say(`${trials.length} of ${count.all} trials submitted, by the code as it is now in ${made.launch.folder}`);
  for (const { name: job, kind, job: id, trials: ids } of submitted.jobs)
    say(`${id}  ${job}${kind === 'trials' ? `, ${plural(ids.length, 'trial')}` : ''}`);
  if (flags.wait) return waitForCluster(waited);
  say(`npx latent-paths tail ${name}  follows it; the last job builds ${files.reportPath}`);
  return 0;
}

async function printed(made: MadeLaunch): Promise<string> {
  const text = await submissionText(made, (path) => readFile(path, 'utf8'));
  return `${text}\nnothing was submitted; the scripts lie in ${made.launch.folder}\n`;
}
