import type { LaunchedJob } from '@latent-paths/core';
import type { ArtifactStore, Store } from '@latent-paths/data';
import { vaeInputHash } from '@latent-paths/specification/trial';
import type { InputPart, TrialJob } from '@latent-paths/trials/stages';
import { artifactsOf } from '../run/plan/artifacts.js';

export interface PlanJobsOptions {
  readonly store: Store;
  /** The largest number of elements of one array. */
  readonly maxArraySize: number;
  /** Of artifacts that a queued or running job makes, by the names of their folders: that job's id. */
  readonly beingMade: ReadonlyMap<string, string>;
}

/** Of hundreds of trials that use the same, each artifact is looked at once. */
type IsFinished = (artifact: ArtifactStore) => Promise<boolean>;

/** A job that makes what trials use. */
interface Inputs {
  readonly part: InputPart;
  /** By the artifact that a trial of these settings needs last: the first trial that does. */
  readonly trials: Map<string, string>;
  readonly makes: Set<string>;
}

/** Trials that wait for the same jobs. */
interface Group {
  readonly inputs: readonly string[];
  readonly others: readonly string[];
  readonly trials: string[];
}

/**
 * The jobs by which trials are brought to their end, none submitted yet: one for each VAE with its pools and one for
 * each feature network that are not made yet, arrays of the trials that wait for the same of these, and one that
 * compares and reports.
 */
export async function planJobs(trials: readonly TrialJob[], options: PlanJobsOptions): Promise<LaunchedJob[]> {
  const inputs = new Map<string, Inputs>();
  const groups = new Map<string, Group>();
  const finished = new Map<string, boolean>();
  const isFinished: IsFinished = async (artifact) => {
    if (!finished.has(artifact.name)) finished.set(artifact.name, await artifact.isFinished());
    return finished.get(artifact.name)!;
  };
  for (const { trial } of trials) {
    const needs: string[] = [];
    const others = new Set<string>();
    for (const { key, part, artifacts } of await missingParts(trial.config, options.store, isFinished)) {
      const making = artifacts.map((name) => options.beingMade.get(name));
      if (making.every((job) => job !== undefined)) {
        for (const job of making) others.add(job!);
        continue;
      }
      const one = inputs.get(key) ?? { part, trials: new Map<string, string>(), makes: new Set<string>() };
      inputs.set(key, one);
      for (const name of artifacts) one.makes.add(name);
      const last = artifacts.at(-1)!;
      if (!one.trials.has(last)) one.trials.set(last, trial.id);
      needs.push(key);
    }
    const waits = JSON.stringify([needs, [...others]]);
    const group = groups.get(waits) ?? { inputs: needs, others: [...others], trials: [] };
    groups.set(waits, group);
    group.trials.push(trial.id);
  }

  const names = new Map([...inputs.keys()].map((key, i) => [key, `inputs-${i + 1}`]));
  const nothing = { makes: [], after: [], others: [], job: null };
  const making = [...inputs].map(([key, one]): LaunchedJob => ({
    ...nothing,
    name: names.get(key)!,
    kind: 'inputs',
    part: one.part,
    trials: [...one.trials.values()],
    makes: [...one.makes],
  }));
  const chunks = [...groups.values()].flatMap((group) =>
    chunksOf(group.trials, options.maxArraySize).map((chunk) => ({ ...group, trials: chunk })),
  );
  const arrays = chunks.map((chunk, i): LaunchedJob => ({
    ...nothing,
    name: `trials-${i + 1}`,
    kind: 'trials',
    trials: chunk.trials,
    after: chunk.inputs.map((key) => names.get(key)!),
    others: [...chunk.others],
  }));
  const end: LaunchedJob = {
    ...nothing,
    name: 'end',
    kind: 'end',
    trials: [],
    after: arrays.map(({ name }) => name),
  };
  return [...making, ...arrays, end];
}

interface MissingPart {
  /** The same for parts that one job is to make. */
  readonly key: string;
  readonly part: InputPart;
  /** Names of the artifacts that are not made yet, in the order in which they are made. */
  readonly artifacts: readonly string[];
}

/** What a configuration uses that is not made yet. */
async function missingParts(
  config: TrialJob['trial']['config'],
  store: Store,
  isFinished: IsFinished,
): Promise<MissingPart[]> {
  const missing = { latents: [] as string[], features: [] as string[] };
  for (const [kind, artifact] of artifactsOf(config, store)) {
    if (await isFinished(artifact)) continue;
    missing[kind === 'features' ? 'features' : 'latents'].push(artifact.name);
  }
  const { latents, features } = missing;
  return [
    ...(latents.length > 0
      ? [{ key: `latents ${vaeInputHash(config)}`, part: 'latents' as const, artifacts: latents }]
      : []),
    ...(features.length > 0
      ? [{ key: `features ${features[0]!}`, part: 'features' as const, artifacts: features }]
      : []),
  ];
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
