import type { ArtifactStore, ExperimentStore, Store, TrialStore } from '@latent-paths/data';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import { parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import type { Machine } from '@latent-paths/trials/training';
import { artifactsOf, type StageKind } from './artifacts.js';
import type { Timed } from './estimate.js';
import { workloadOf, type Load, type Unit } from './workload.js';

/** A trial's folder and how large it is, once finished. */
export interface Sized {
  /** Settings of path and scoring. */
  readonly like: string;
  readonly trained: boolean;
  readonly bytes: number;
}

/** What earlier runs show of the cost of later ones. */
export interface History {
  readonly timed: readonly Timed[];
  readonly sized: readonly Sized[];
}

/** What a run is done by: where it is the same, so are the costs. */
export function machineName({ cpu, engine }: Machine): string {
  return `${engine} on ${cpu}`;
}

/**
 * Reads what earlier runs cost: of every arm of the store the first trial that tells, of this experiment and all
 * others. What cannot be read tells nothing: this is for estimates alone.
 */
export async function readHistory(experiment: ResolvedExperiment, store: Store): Promise<History> {
  const timed: Timed[] = [];
  const sized: Sized[] = [];
  const artifacts = new Set<string>();
  const take = async (told: Told) => {
    timed.push(...told.timed);
    sized.push(...told.sized);
    for (const [kind, artifact] of artifactsOf(told.config, store)) {
      if (artifacts.has(artifact.name)) continue;
      artifacts.add(artifact.name);
      timed.push(...(await readArtifact(kind, artifact, workloadOf(told.config)[kind]!)));
    }
  };
  const own = store.experiment(experiment.name);
  for (const { config, trials } of experiment.arms) {
    const told = await firstThatTells(
      trials.map(
        ({ id }) =>
          () =>
            readTrial(own.trial(id), config),
      ),
    );
    await take(told ?? { config, timed: [], sized: [] });
  }
  const current = new Set(experiment.arms.flatMap(({ trials }) => trials.map(({ id }) => id)));
  for (const name of await store.experiments()) {
    const other = store.experiment(name);
    for (const trials of await armsOf(other)) {
      const told = await firstThatTells(
        trials
          .filter((id) => name !== experiment.name || !current.has(id))
          .map((id) => () => readTrial(other.trial(id), null)),
      );
      if (told !== null) await take(told);
    }
  }
  return { timed, sized };
}

interface Told extends History {
  readonly config: TrialConfig;
}

/** Trials by arm, as the experiment last had them. */
async function armsOf(store: ExperimentStore): Promise<readonly (readonly string[])[]> {
  const record = await store.readExperiment().catch(() => null);
  return record?.arms.map(({ trials }) => trials) ?? [];
}

async function firstThatTells(reads: readonly (() => Promise<Told | null>)[]): Promise<Told | null> {
  for (const read of reads) {
    const told = await read().catch(() => null);
    if (told !== null) return told;
  }
  return null;
}

/**
 * What a trial cost that has finished, or trained for a while; null if it tells nothing. `known` is its
 * configuration, read from its folder where null.
 */
async function readTrial(trial: TrialStore, known: TrialConfig | null): Promise<Told | null> {
  const run = await trial.readRun();
  if (run === null) return null;
  const spec = known === null ? await trial.readSpec() : null;
  const config = known ?? (spec === null ? null : parseTrial(spec, `${trial.folder}/spec.yaml`));
  if (config === null) return null;
  const machine = machineName(run.provenance);
  const { threads } = run.provenance;
  const load = workloadOf(config);
  const timed = (kind: 'training' | 'scoring', unit: Unit, units: number, seconds: number): Timed => ({
    kind,
    like: load[kind]!.like,
    unit,
    units,
    coreSeconds: seconds * threads,
    machine,
  });
  const trainedFor = (points: number, flops: number | undefined, seconds: number) => [
    timed('training', 'point', points, seconds),
    ...(flops === undefined ? [] : [timed('training', 'flop', flops, seconds)]),
  ];
  if (run.status !== 'finished') {
    const last = (await trial.readMetrics()).at(-1);
    if (last === undefined || load.training === null) return null;
    return {
      config,
      timed: trainedFor(last.points, run.training && last.step * run.training.stepFlops, last.seconds),
      sized: [],
    };
  }
  const summary = await trial.readSummary();
  if (summary === null) return null;
  const { training, trained } = summary;
  return {
    config,
    timed: [
      ...(training === null ? [] : trainedFor(training.points, training.flops, training.seconds)),
      timed('scoring', 'point', summary.pairs * summary.alphas.length, summary.evaluationSeconds),
    ],
    sized: [{ like: load.scoring!.like, trained, bytes: await trial.size() }],
  };
}

async function readArtifact(kind: StageKind, artifact: ArtifactStore, { units, unit, like }: Load): Promise<Timed[]> {
  const manifest = await artifact.readManifest().catch(() => null);
  if (manifest?.seconds === undefined) return [];
  return [
    {
      kind,
      like,
      unit,
      units,
      coreSeconds: manifest.seconds * manifest.provenance.threads,
      machine: machineName(manifest.provenance),
    },
  ];
}
