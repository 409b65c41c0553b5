import { EXIT, UsageError, plural } from '@latent-paths/core';
import type { ArtifactStore, Store } from '@latent-paths/data';
import { parseTrial } from '@latent-paths/specification/trial';
import { type Code, codeOf, openHashMemory } from '@latent-paths/trials/provenance';
import { defineCommand, type CommandContext } from './command.js';
import { findTrial, fullName, type TrialName } from './find-trial.js';
import { findArtifact } from './verify/artifact.js';
import { differs, note, ok, unchecked, type Finding, type TrialSubject } from './verify/check.js';
import { findComparison } from './verify/comparison.js';
import { keptRecords } from './verify/kept-records.js';
import { findReplay } from './verify/replay.js';
import { openReplayer } from './verify/replayer.js';
import { findReport } from './verify/report.js';
import { trialChecks } from './verify/trial-checks.js';
import { writeJson } from './write-json.js';

export const verify = defineCommand({
  usage: '[experiment | trial]…',
  about:
    `Computes again all that can be, of trials, of whole experiments, or of everything, and reports what ` +
    `no longer matches, one line per check:
${Object.entries(trialChecks)
  .map(([name, { about }]) => `  ${name.padEnd(11)} ${about}`)
  .join('\n')}
  artifact    the files of the VAE and the pools that trials use are those of its manifest
  comparison  comparison.json is what the tables of the trials give
  report      report.html was made from the current records
  record      experiment.json, run.json and the other records beside them can be read
  link        a link in place of an experiment, a trial or an artifact leads nowhere, or in a circle
  replay      with --deep: scoring the trial again from its checkpoint gives the same bits
A check is ok, differs (exit code 1), is a note, or is unchecked for a reason.`,
  flags: { deep: { about: 'also score the trials again, which takes as long as their scoring took' } },
  examples: ['verify', 'verify dense-alpha', 'verify 332d --deep'],
  json: 'checks, each { subject, check, outcome (ok, differs, note or unchecked), detail }; counts, by outcome',

  async run({ names, flags }, context) {
    const checks: Line[] = [];
    const tell = (line: Line) => {
      checks.push(line);
      if (!context.json)
        context.out.write(`${line.outcome.padEnd(9)}  ${line.check.padEnd(10)}  ${line.subject}  ${line.detail}\n`);
    };
    const replayer = flags.deep ? openReplayer(context) : null;
    const found = await choose(names, context.store);
    const artifacts = new Map<string, ArtifactStore>();
    let code: Code | null = null;
    const memory = openHashMemory(context.store.hashesPath, () => context.now().getTime());
    const codeHere = () =>
      (code ??= codeOf(context.workspace, { memory, tell: (line) => context.err.write(`${line}\n`) }));
    try {
      for (const trial of found.trials) {
        if (context.signal.aborted) return EXIT.interrupted;
        const subject = await openSubject(trial, { store: context.store, codeHere }, tell);
        if (subject === null) continue;
        for (const [check, { find }] of Object.entries(trialChecks))
          tell({ subject: fullName(trial), check, ...(await guarded(() => find(subject))) });
        if (replayer !== null)
          tell({ subject: fullName(trial), check: 'replay', ...(await findReplay(subject, replayer)) });
        for (const { artifact } of Object.values(subject.run.inputs)) {
          const made = found.artifacts.find(({ name }) => name === artifact);
          if (made !== undefined) artifacts.set(artifact, made);
        }
      }
      for (const [name, artifact] of artifacts)
        tell({ subject: `artifacts/${name}`, check: 'artifact', ...(await guarded(() => findArtifact(artifact))) });
      for (const name of found.experiments) await verifyExperiment(name, context, tell);
      for (const { path, what } of await context.store.badLinks()) {
        if (names.length === 0 || found.experiments.some((name) => path.startsWith(`${name}/`)))
          tell({ subject: path, check: 'link', ...differs(what) });
      }
    } finally {
      await replayer?.close();
    }
    const counts = countOutcomes(checks);
    if (context.json) writeJson(context, 'verify', { checks, counts });
    else
      context.out.write(
        `${plural(checks.length, 'check')}: ${counts.ok} ok, ${counts.differs} differ, ${counts.note} notes, ` +
          `${counts.unchecked} unchecked\n`,
      );
    return counts.differs > 0 ? EXIT.wrong : EXIT.done;
  },
});

interface Line extends Finding {
  readonly subject: string;
  readonly check: string;
}

interface Chosen {
  readonly trials: readonly TrialName[];
  /** Experiments that are verified as a whole. */
  readonly experiments: readonly string[];
  /** All that there are. */
  readonly artifacts: readonly ArtifactStore[];
}

async function choose(names: readonly string[], store: Store): Promise<Chosen> {
  const known = await store.experiments();
  if (names.length === 0 && known.length === 0)
    throw new UsageError(`verify: expected an experiment that was run, got none in ${store.folder}`);
  const experiments = names.length === 0 ? known : names.filter((name) => known.includes(name));
  const single = await Promise.all(names.filter((name) => !known.includes(name)).map((name) => findTrial(name, store)));
  const whole = await Promise.all(experiments.map((experiment) => currentTrials(experiment, store)));
  const trials = new Map([...whole.flat(), ...single].map((trial) => [fullName(trial), trial]));
  return { trials: [...trials.values()], experiments: [...new Set(experiments)], artifacts: await store.artifacts() };
}

/** Trials that were begun and that the experiment names; all, where its record cannot be read. */
async function currentTrials(experiment: string, store: Store): Promise<TrialName[]> {
  const files = store.experiment(experiment);
  const record = await files.readExperiment().catch(() => null); // told of when the experiment's own record is verified
  const current = record?.arms.flatMap(({ trials }) => trials);
  return (await files.trials())
    .filter((trial) => current?.includes(trial) ?? true)
    .map((trial) => ({ experiment, trial }));
}

async function openSubject(
  trial: TrialName,
  tools: Pick<TrialSubject, 'store' | 'codeHere'>,
  tell: (line: Line) => void,
): Promise<TrialSubject | null> {
  const files = tools.store.experiment(trial.experiment).trial(trial.trial);
  const told = (finding: Finding) => tell({ subject: fullName(trial), check: 'record', ...finding });
  try {
    const run = await files.readRun();
    if (run === null) throw new Error('run.json is missing');
    const named = run.trial === trial.trial && run.experiment === trial.experiment;
    told(
      !named
        ? differs(`run.json belongs to ${run.experiment}/${run.trial}`)
        : run.status === 'finished'
          ? ok('finished')
          : note(run.status),
    );
    return {
      ...tools,
      experiment: trial.experiment,
      id: trial.trial,
      files,
      run,
      config: async () => parseTrial(await present('spec.yaml', files.readSpec()), `${files.folder}/spec.yaml`),
      summary: () => present('summary.json', files.readSummary()),
    };
  } catch (error) {
    told(differs(messageOf(error)));
    return null;
  }
}

async function present<T>(name: string, read: Promise<T | null>): Promise<T> {
  const found = await read;
  if (found === null) throw new Error(`${name} is missing`);
  return found;
}

async function verifyExperiment(
  name: string,
  { store, workspace }: CommandContext,
  tell: (line: Line) => void,
): Promise<void> {
  const files = store.experiment(name);
  const told = (check: string, finding: Finding) => tell({ subject: name, check, ...finding });
  try {
    const record = await files.readExperiment();
    if (record === null) throw new Error('experiment.json is missing');
    const current = record.arms.flatMap(({ trials }) => trials);
    const begun = new Set(await files.trials());
    const missing = current.filter((id) => !begun.has(id));
    told(
      'record',
      missing.length === 0
        ? ok(`names ${plural(current.length, 'trial')}`)
        : unchecked(`${plural(missing.length, 'trial')} not begun: ${missing.join(', ')}`),
    );
    for (const find of keptRecords(files)) {
      const finding = await guarded(find);
      if (finding !== null) told('record', finding);
    }
    told('comparison', await guarded(() => findComparison(record, files)));
    told('report', await guarded(() => findReport(record, store, workspace)));
  } catch (error) {
    told('record', differs(messageOf(error)));
  }
}

/** What cannot even be read does not match. */
async function guarded<Found extends Finding | null>(find: () => Promise<Found>): Promise<Found | Finding> {
  return find().catch((error: unknown) => differs(messageOf(error)));
}

function countOutcomes(checks: readonly Line[]): Record<Finding['outcome'], number> {
  const counts = { ok: 0, differs: 0, note: 0, unchecked: 0 };
  for (const { outcome } of checks) counts[outcome] += 1;
  return counts;
}

/** On one line. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, '; ');
}
