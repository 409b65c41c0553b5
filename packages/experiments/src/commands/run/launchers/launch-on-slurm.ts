import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LaunchedJob, plural } from '@latent-paths/core';
import type { TrialJob } from '@latent-paths/trials/stages';
import { type AskedTime, askedTime } from '../../../cluster/asked-time.js';
import { type ClusterSettings, hasCluster, readCluster, settingsOf } from '../../../cluster/cluster-settings.js';
import { expectedSeconds } from '../../../cluster/expected-seconds.js';
import { launchedStates, NOTHING_LAUNCHED } from '../../../cluster/launched-states.js';
import { makeLaunch, type MadeLaunch } from '../../../cluster/make-launch.js';
import { planJobs } from '../../../cluster/plan-jobs.js';
import { clusterHere, queuedJobs, timeLimit, userHere } from '../../../cluster/slurm.js';
import { submissionText } from '../../../cluster/submission-text.js';
import { submitLaunch } from '../../../cluster/submit-launch.js';
import { estimator } from '../../../run/plan/estimate.js';
import { headline } from '../../../run/plan/headline.js';
import { readHistory } from '../../../run/plan/history.js';
import { recordExperiment } from '../../../run/record-experiment.js';
import { trialsToRun } from '../../../run/plan/trials-to-run.js';
import type { Launch } from './launcher.js';
import { waitForCluster } from './wait-for-cluster.js';

/** The checkout whose code this is. */
const CHECKOUT = join(__dirname, '../../../../../..');
/** Slurm's own default: what scripts that are only printed are split at. */
const USUAL_ARRAY_SIZE = 1001;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * Submits what is left of an experiment and is neither queued nor running, or only writes its scripts. Resolves to the
 * exit code. @throws ConfigurationError, SlurmError
 */
export async function launchOnSlurm(launch: Launch): Promise<number> {
  const { experiment, store, flags, options, count } = launch;
  const { name } = experiment;
  const root = process.cwd();
  const settings = readCluster(root, name, settingsOf(flags.resources));
  const { threads, jobs: atOnce } = options;
  const cluster = {
    ...settings,
    ...(threads !== undefined && { cpus: threads }),
    ...(atOnce !== undefined && atOnce > 1 && { throttle: atOnce }),
  };
  say(headline(experiment));
  if (!hasCluster(root)) say('no cluster.yaml here: partition, time and memory are what the cluster gives by itself');
  const queued = flags.print ? [] : await queuedJobs();
  const here = flags.print ? null : await clusterHere();
  const states = here ? await launchedStates(store, { cluster: here.name, jobs: queued }) : NOTHING_LAUNCHED;
  const files = store.experiment(name);
  const left = await trialsToRun(experiment, files, options);
  const trials = left.filter(({ trial }) => !states.trials.has(`${name}/${trial.id}`));
  const known = left.length - trials.length;
  if (known > 0) say(`${plural(known, 'trial')} queued or running already: not submitted again`);
  const waited = { experiment: name, trials: left.map(({ trial }) => trial.id), store };
  if (trials.length === 0 && known > 0) return flags.wait ? waitForCluster(waited) : 0;
  const maxArraySize = here?.maxArraySize ?? USUAL_ARRAY_SIZE;
  const jobs = await planJobs(trials, { store, maxArraySize, beingMade: states.beingMade });
  const times = await timesOf(jobs, { launch, trials, cluster, limit: () => timeLimit(cluster.partition) });
  await recordExperiment(experiment, files); // lists and pages know it from now on
  const made = await makeLaunch({
    experiment: name,
    trials,
    jobs,
    store,
    cluster,
    times,
    root,
    checkout: CHECKOUT,
    engine: flags.engine,
    submitted: here && { user: userHere(), cluster: here.name },
    command: process.argv.slice(2).join(' '),
    date: new Date().toISOString(),
    tell: say,
  });
  if (flags.print) {
    process.stdout.write(await printed(made));
    for (const { name: job } of jobs) say(`${job}  ${times.get(job)!.told}`);
    return 0;
  }
  const submitted = await submitLaunch(made);
  say(`${trials.length} of ${count.all} trials submitted, by the code as it is now in ${made.launch.folder}`);
  for (const { name: job, kind, job: id, trials: ids } of submitted.jobs)
    say(`${id}  ${job}${kind === 'trials' ? `, ${plural(ids.length, 'trial')}` : ''}  ${times.get(job)!.told}`);
  if (flags.wait) return waitForCluster(waited);
  say(`npx latent-paths tail ${name}  follows it; the last job builds ${files.reportPath}`);
  return 0;
}

interface TimesOptions {
  readonly launch: Launch;
  readonly trials: readonly TrialJob[];
  readonly cluster: ClusterSettings;
  /** Asks for the partition's limit; where nothing is submitted, nobody is asked. */
  readonly limit: () => Promise<number | null>;
}

/** What each job asks for, by its name. On which nodes jobs will run is not known: what was timed counts alike. */
async function timesOf(
  jobs: readonly LaunchedJob[],
  { launch: { experiment, store, flags }, trials, cluster, limit }: TimesOptions,
): Promise<ReadonlyMap<string, AskedTime>> {
  const { timed } = await readHistory(experiment, store);
  const options = { trials, store, estimate: estimator(timed, ''), threads: cluster.cpus };
  const most = flags.print || cluster.time !== undefined ? null : await limit();
  const asked = (job: LaunchedJob) =>
    askedTime({ given: cluster.time, expected: expectedSeconds(job, options), limit: most });
  return new Map(jobs.map((job) => [job.name, asked(job)]));
}

async function printed(made: MadeLaunch): Promise<string> {
  const text = await submissionText(made, (path) => readFile(path, 'utf8'));
  return `${text}\nnothing was submitted; the scripts lie in ${made.launch.folder}\n`;
}
