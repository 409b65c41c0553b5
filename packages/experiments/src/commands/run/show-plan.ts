import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineName } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import type { ResolvedExperiment, ResolvedTrial } from '@latent-paths/specification/experiment';
import { machineHere } from '@latent-paths/trials/provenance';
import { messageOf, timeStep } from '@latent-paths/trials/stages';
import { withQueue } from '../../cluster/with-queue.js';
import { formatPlan } from '../../run/plan/format-plan.js';
import { machineName } from '../../run/plan/history.js';
import { makePlan } from '../../run/plan/plan.js';
import type { RunOptions } from '../../run/plan/run-options.js';

interface ShowPlanOptions {
  readonly run: RunOptions;
  readonly engine: EngineName | undefined;
  readonly cores: number;
}

interface ShownPlan {
  readonly text: string;
  /** Whether the run could start now. */
  readonly canStart: boolean;
}

/** The plan of a run as text. It names an engine that cannot run. */
export async function showPlan(
  experiment: ResolvedExperiment,
  store: Store,
  { run, engine: name, cores }: ShowPlanOptions,
): Promise<ShownPlan> {
  const { engine, obstacles } = await lookForEngine(name, cores);
  const now = () => performance.now() / 1000;
  const timer = engine && (({ config, seed }: ResolvedTrial) => timeStep({ config, seed, store }, { engine, now }));
  const machine = engine === null ? '' : machineName(machineHere(engine));
  const made = await makePlan(experiment, store, run, machine, timer).finally(() => engine?.dispose());
  const { plan, unknown } = await withQueue(made, store);
  const options = {
    cores,
    jobs: run.jobs ?? 1,
    ...(run.threads !== undefined && { threads: run.threads }),
    free: await freeBytes(store.folder),
  };
  const all = [...obstacles, ...plan.obstacles];
  const text = formatPlan({ ...plan, obstacles: all }, options);
  return { text: unknown === null ? text : `${text}\n${unknown}\n`, canStart: all.length === 0 };
}

async function lookForEngine(
  name: EngineName | undefined,
  threads: number,
): Promise<{ engine: Engine | null; obstacles: string[] }> {
  try {
    return { engine: await openEngine(name, { threads }), obstacles: [] };
  } catch (error) {
    return { engine: null, obstacles: [messageOf(error)] };
  }
}

/** Free where a folder is or will be. */
async function freeBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return freeBytes(dirname(folder));
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
