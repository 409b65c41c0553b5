import { formatBytes } from '@latent-paths/core';
import { pathAdvice } from '@latent-paths/specification/trial';
import { formatSeconds } from '../../terminal/format.js';
import { headline } from './headline.js';
import { type CoreShares, shareCores } from '../share-cores.js';
import type { Estimate } from './estimate.js';
import { formatRemovals } from './format-removals.js';
import { addEstimates, type Plan, type PlannedTrial } from './plan.js';

export interface FormatPlanOptions {
  readonly cores: number;
  /** Trials at once. */
  readonly jobs: number;
  /** Threads of each, where they were asked for. */
  readonly threads?: number;
  /** Free bytes where the results go. */
  readonly free: number;
}

const STAGES = { vae: 'VAE', pools: 'pools', features: 'features' } as const;

/** A plan as tables and sentences. */
export function formatPlan(plan: Plan, { cores, jobs, threads, free }: FormatPlanOptions): string {
  const { experiment, stages, trials, obstacles, disk, timings } = plan;
  const due = trials.filter((trial) => trial.due && trial.state.status !== 'running');
  const shares = shareCores(cores, { trials: due.length, jobs, threads });
  const time = (estimate: Estimate | null, on: number) =>
    describe(estimate && { ...estimate, coreSeconds: estimate.coreSeconds / on });

  const stageRows = stages.map(({ kind, artifact, status, estimate }) => [
    STAGES[kind],
    artifact,
    status,
    status === 'made' ? '–' : time(estimate, cores),
  ]);
  const trialRows = trials.map((one) => [
    one.trial.id,
    one.trained ? `${one.trial.seed}` : '–',
    statusOf(one),
    `${one.steps ?? '–'}`,
    one.due ? time(one.estimate, shares.threads) : '–',
  ]);
  const armRows = [...plan.changes].map(([arm, changes]) => [
    arm,
    arm === experiment.baseline
      ? '(the baseline)'
      : changes
          .map(({ key, value }) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
          .join(' '),
  ]);
  const notes = trials.flatMap(({ trial, state }) => {
    if ('message' in state) return [`${trial.id} ${state.status}: ${state.message}`];
    if (state.status === 'queued') return [`${trial.id} queued: ${state.job}`];
    return state.status === 'running' ? [`${trial.id} running: ${state.owner}`] : [];
  });
  const sections = [
    [headline(experiment)],
    table([['arm', `changes against ${experiment.baseline}`], ...armRows]),
    formatRemovals(experiment.removed),
    table([['uses', 'artifact', 'status', 'time'], ...stageRows]),
    table([['trial', 'seed', 'status', 'steps', 'time'], ...trialRows]),
    notes,
    obstacles.map((obstacle) => `cannot start: ${obstacle}`),
    adviceOn(trials),
    timings.map(({ trial, coreSeconds }) => describeTiming(trial, coreSeconds / cores, cores)),
    [...summary(plan, due, { cores, ...shares }), describeDisk(disk, free)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function summary(
  { stages, trials }: Plan,
  due: readonly PlannedTrial[],
  { cores, atOnce, threads }: CoreShares & { readonly cores: number },
): string[] {
  const finished = trials.filter(({ state }) => state.status === 'done').length;
  if (due.length === 0) return [`nothing to run: ${finished} of ${trials.length} trials have finished`];
  const shared = stages.filter(({ status }) => status === 'to make');
  const parts: [Estimate | null, number][] = [
    ...shared.map(({ estimate }) => [estimate, cores] as [Estimate | null, number]),
    ...due.map(({ estimate }) => [estimate, atOnce * threads] as [Estimate | null, number]),
  ];
  const known = parts.filter(([estimate]) => estimate !== null);
  const sum = addEstimates(known.map(([estimate, on]) => ({ ...estimate!, coreSeconds: estimate!.coreSeconds / on })));
  const unknown = parts.length - known.length;
  const how =
    atOnce > 1
      ? `${atOnce} at once, on ${threads} thread${threads > 1 ? 's' : ''} each`
      : `one after another, on ${cores} core${cores > 1 ? 's' : ''}`;
  const total =
    known.length === 0 ? 'unknown' : unknown === 0 ? describe(sum) : `${describe(sum)}, plus what is unknown`;
  const why = known.some(([estimate]) => estimate!.basis === 'rough')
    ? ['roughly: estimated from the most similar runs, which had other settings or another machine']
    : [];
  const blank = unknown > 0 ? ['unknown: no similar run has finished here yet'] : [];
  return [`${due.length} of ${trials.length} trials to run, ${how}: ${total}`, ...why, ...blank];
}

function statusOf({ state, steps, due }: PlannedTrial): string {
  const share = (step: number) =>
    typeof steps !== 'number' || step === 0
      ? ''
      : step >= steps
        ? ' while scoring'
        : ` at ${Math.floor((100 * step) / steps)} %`;
  switch (state.status) {
    case 'running':
    case 'stopped':
    case 'failed':
      return `${state.status}${share(state.step)}`;
    case 'done':
      return due ? 'done, to run again' : 'done';
    default:
      return state.status;
  }
}

/** `about 2 min 5 s`, `roughly 2 min 5 s`, `unknown` */
function describe(estimate: Estimate | null): string {
  return estimate === null
    ? 'unknown'
    : `${estimate.basis === 'rough' ? 'roughly' : 'about'} ${formatSeconds(estimate.coreSeconds)}`;
}

/** What would lead better through the latents, arm by arm. */
function adviceOn(trials: readonly PlannedTrial[]): string[] {
  const told = trials.flatMap(({ trial, trained, due }) => {
    const advice = trained && due ? pathAdvice(trial.config) : null;
    return advice === null ? [] : [`${trial.arm}: ${advice}`];
  });
  return [...new Set(told)];
}

function describeTiming(trial: string, seconds: number, cores: number): string {
  const on = `${cores} core${cores > 1 ? 's' : ''}`;
  return (
    `timed: one training step of ${trial} took ${formatSeconds(seconds)} on ${on}; extracting a latent and scoring a ` +
    'point are taken to cost as much as training on one'
  );
}

function describeDisk({ there, toCome }: Plan['disk'], free: number): string {
  const coming =
    toCome === null
      ? 'what will be added is unknown'
      : toCome === 0
        ? 'nothing will be added'
        : `about ${formatBytes(toCome)} will be added`;
  const short = toCome !== null && toCome > free ? ': too little' : '';
  return `disk: ${formatBytes(there)} used, ${coming}, ${formatBytes(free)} free${short}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
