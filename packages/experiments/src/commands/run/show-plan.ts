import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineName } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import { machineHere } from '@latent-paths/trials/provenance';
import { messageOf } from '@latent-paths/trials/stages';
import { formatPlan } from '../../run/plan/format-plan.js';
import { machineName } from '../../run/plan/history.js';
import { makePlan } from '../../run/plan/plan.js';
import type { RunOptions } from '../../run/plan/run-options.js';

interface ShowPlanOptions {
  readonly run: RunOptions;
  readonly engine: EngineName | undefined;
  readonly cores: number;
}

/** The plan of a run as text. It names an engine that cannot run. */
export async function showPlan(
  experiment: ResolvedExperiment,
  store: Store,
  { run, engine: name, cores }: ShowPlanOptions,
): Promise<string> {
  const { machine, obstacles } = await lookForEngine(name, cores);
  const plan = await makePlan(experiment, store, run, machine);
  const options = {
    cores,
    jobs: run.jobs ?? 1,
    ...(run.threads !== undefined && { threads: run.threads }),
    free: await freeBytes(store.folder),
  };
  return formatPlan({ ...plan, obstacles: [...obstacles, ...plan.obstacles] }, options);
}

async function lookForEngine(
  name: EngineName | undefined,
  threads: number,
): Promise<{ machine: string; obstacles: string[] }> {
  try {
    const engine = await openEngine(name, { threads });
    engine.dispose();
    return { machine: machineName(machineHere(engine)), obstacles: [] };
  } catch (error) {
    return { machine: '', obstacles: [messageOf(error)] };
  }
}

/** Free where a folder is or will be. */
async function freeBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return freeBytes(dirname(folder));
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
