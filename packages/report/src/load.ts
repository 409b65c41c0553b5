import type {
  ComparisonRecord,
  ExplorationRecord,
  ExperimentRecord,
  MetricsRow,
  ProjectionRecord,
  RunRecord,
  SelectionRecord,
  SummaryRecord,
} from '@latent-paths/core';
import { openStore, type ExperimentStore, type TrialStore } from '@latent-paths/data';
import { framesOf, type Frames } from './frames.js';
import { loadBrought, type LoadedBrought } from './load-brought.js';
import { loadPrevious, type Previous } from './load-previous.js';
import { loadProfile, type PairProfile } from './load-profile.js';
import { loadImports, type LoadedImport } from './load-imports.js';
import { loadFrameFactors, loadTrueImages, type FrameFactors, type TrueImages } from './load-truth.js';
import { armStyle, curveStyle, type ArmStyle } from './palette.js';
import { readCollapseStatus, type ArmCollapse } from './collapse-status.js';

/**
 * What the store holds of one trial. A part that is not there is null or empty; one that cannot be read is a problem
 * too.
 */
export interface LoadedTrial {
  readonly id: string;
  readonly run: RunRecord | null;
  readonly summary: SummaryRecord | null;
  readonly metrics: readonly MetricsRow[];
  readonly status: ArmStatus;
  /** Why a part could not be read, in words. */
  readonly problems: readonly string[];
}

/** `killed`: its record says running, but no process is at work on it. */
export const ARM_STATUSES = ['finished', 'running', 'stopped', 'killed', 'failed', 'missing'] as const;
export type ArmStatus = (typeof ARM_STATUSES)[number];

export interface LoadedArm extends ArmCollapse {
  readonly name: string;
  readonly trained: boolean;
  readonly baseline: boolean;
  readonly settings: ExperimentRecord['arms'][number]['settings'];
  /** Where the grid varies the budget: the arm without it, and the budget in points. */
  readonly curve?: { readonly arm: string; readonly budget: number };
  readonly style: ArmStyle;
  /** In the order of the seeds. */
  readonly trials: readonly LoadedTrial[];
  /** Finished when every trial has; else that of the worst trial. */
  readonly status: ArmStatus;
  /** Decoded frames of its first trial that has any. */
  readonly frames: Frames | null;
  readonly framesSeed: number | null;
  /** What ground truth says of the frames of that trial; null if it says nothing. */
  readonly frameFactors: FrameFactors | null;
  /** Reprojection of every pair at every α, of its first trial that has it. */
  readonly profile: PairProfile | null;
}

/** Everything that the figures of one experiment draw from. */
export interface LoadedExperiment {
  readonly record: ExperimentRecord;
  readonly comparison: ComparisonRecord | null;
  /** The comparison before; null if there was none, or it said the same. */
  readonly previous: Previous | null;
  /** Whether P of its VAEs is a projection; null if that was not measured. */
  readonly projection: ProjectionRecord | null;
  /** Which learning rates were tried before it, and what was chosen; null if none were. */
  readonly selection: SelectionRecord | null;
  /** Pairs that were chosen across the arms and decoded; null if none were. */
  readonly exploration: ExplorationRecord | null;
  readonly arms: readonly LoadedArm[];
  /** Images whose factors are known, with those that the pairs of the frames end in; null where none are. */
  readonly trueImages: TrueImages | null;
  /** VAEs under the trials that others trained. */
  readonly imports: readonly LoadedImport[];
  /** Pools under the trials whose latents were extracted elsewhere. */
  readonly pools: readonly LoadedBrought[];
  /** What could not be read, in words. */
  readonly problems: readonly string[];
}

/**
 * Reads what the figures need of one experiment.
 * `records`: only what the index needs of it, so that 200 experiments are read at once: no tables, logs or summaries.
 * @throws if `experiment.json` is absent or invalid; anything else that is absent or damaged is left out and named
 *   in `problems`
 */
export async function loadExperiment(
  results: string,
  name: string,
  depth: 'whole' | 'records' = 'whole',
): Promise<LoadedExperiment> {
  const all = openStore(results);
  const store = all.experiment(name);
  const record = await store.readExperiment();
  if (record === null)
    throw new Error(
      `report: expected ${store.folder}/experiment.json, got none; run the experiment first: npx nx run ` +
        `experiments:${name}`,
    );
  const problems: string[] = [];
  const comparison = await attempt('comparison.json', problems, () => store.readComparison());
  const previous =
    depth === 'records'
      ? null
      : await attempt('comparison.previous.json', problems, () => loadPrevious(store, comparison));
  const projection = await attempt('projection.json', problems, () => store.readProjection());
  const selection = await attempt('selection.json', problems, () => store.readSelection());
  const exploration =
    depth === 'records' ? null : await attempt('exploration.json', problems, () => store.readExploration());
  const styleOf = stylist();
  const arms: LoadedArm[] = [];
  for (const arm of record.arms) {
    const baseline = arm.name === record.baseline;
    const trials = await Promise.all(arm.trials.map((id) => loadTrial(id, store.trial(id), depth)));
    const style = styleOf(arm.curve?.arm ?? null, baseline);
    const row = comparison?.arms.find((candidate) => candidate.arm === arm.name);
    const collapseStatus = readCollapseStatus(
      row,
      trials.flatMap(({ summary }) => summary ?? []),
    );
    const shown = await firstFrames(store, trials, problems);
    const profile = await firstProfile(store, trials, problems);
    const { curve, ...rest } = arm;
    arms.push({
      ...rest,
      ...(curve && { curve }),
      ...collapseStatus,
      baseline,
      style,
      trials,
      ...shown,
      profile,
      status: worstOf(trials),
    });
    problems.push(
      ...trials.flatMap((trial) => trial.problems.map((text) => `${arm.name}, trial ${trial.id}: ${text}`)),
    );
  }
  const runs = arms.flatMap((arm) => arm.trials.flatMap(({ run }) => run ?? []));
  const imports = (await attempt('import.json', problems, () => loadImports(all, runs))) ?? [];
  const pools = (await attempt('brought.json', problems, () => loadBrought(all, runs))) ?? [];
  const trueImages = depth === 'records' ? null : await firstTrueImages(store, record, problems);
  const found = { comparison, previous, projection, selection, exploration };
  return { record, ...found, arms, trueImages, imports, pools, problems };
}

/** Hands out styles in the order of the arms: those of one curve over the budget share one. */
function stylist(): (curve: string | null, baseline: boolean) => ArmStyle {
  const curves = new Map<string, ArmStyle>();
  let place = 0;
  return (curve, baseline) => {
    if (curve === null) return armStyle(baseline ? 'baseline' : place++);
    const style = curves.get(curve) ?? curveStyle(place++);
    curves.set(curve, style);
    return style;
  };
}

async function loadTrial(id: string, store: TrialStore, depth: 'whole' | 'records'): Promise<LoadedTrial> {
  const problems: string[] = [];
  const run = await attempt('run.json', problems, () => store.readRun());
  const isWhole = depth === 'whole';
  const summary = isWhole ? await attempt('summary.json', problems, () => store.readSummary()) : null;
  const metrics = (isWhole ? await attempt('metrics.jsonl', problems, () => store.readMetrics()) : null) ?? [];
  const alone = run?.status === 'running' && (await attempt('the lock', problems, () => store.owner())) === null;
  return { id, run, summary, metrics, problems, status: alone ? 'killed' : (run?.status ?? 'missing') };
}

/** Frames of the first trial that has any, and its seed. */
async function firstFrames(
  store: ExperimentStore,
  trials: readonly LoadedTrial[],
  problems: string[],
): Promise<Pick<LoadedArm, 'frames' | 'framesSeed' | 'frameFactors'>> {
  for (const { id, summary } of trials) {
    if (summary === null) continue;
    const frames = await attempt(`trial ${id}: frames.arrow`, problems, async () => {
      const table = await store.trial(id).readTable('frames.arrow');
      return table === null ? null : framesOf(table);
    });
    if (frames === null) continue;
    const frameFactors = await attempt(`trial ${id}: ground truth`, problems, () => loadFrameFactors(store.trial(id)));
    return { frames, framesSeed: summary.seed, frameFactors };
  }
  return { frames: null, framesSeed: null, frameFactors: null };
}

/** Values of single pairs of the first finished trial that has them. */
async function firstProfile(
  store: ExperimentStore,
  trials: readonly LoadedTrial[],
  problems: string[],
): Promise<PairProfile | null> {
  for (const { id, summary } of trials) {
    if (summary === null) continue;
    const profile = await attempt(`trial ${id}: points.arrow`, problems, () => loadProfile(store.trial(id)));
    if (profile !== null) return profile;
  }
  return null;
}

/** Of the first trial that was held against ground truth: pairs are the same for every arm. */
async function firstTrueImages(
  store: ExperimentStore,
  { arms }: ExperimentRecord,
  problems: string[],
): Promise<TrueImages | null> {
  for (const id of arms.flatMap(({ trials }) => trials)) {
    const found = await attempt(`trial ${id}: true images`, problems, () => loadTrueImages(store.trial(id)));
    if (found !== null) return found;
  }
  return null;
}

/** The result, or null if there is none; a failure to read is kept in `problems`, to be shown. */
async function attempt<T>(what: string, problems: string[], read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    problems.push(`${what} could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function worstOf(trials: readonly LoadedTrial[]): ArmStatus {
  return (
    (['failed', 'running', 'killed', 'stopped', 'missing'] as const).find((status) =>
      trials.some((trial) => trial.status === status),
    ) ?? 'finished'
  );
}
