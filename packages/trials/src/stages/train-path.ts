import { mapValues, mean, type MetricsRow, type NamedArrays } from '@latent-paths/core';
import { holdPool, type TrialStore } from '@latent-paths/data';
import type { Engine, Program } from '@latent-paths/engine';
import { pointMetrics } from '@latent-paths/model';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { encodeCheckpoint } from '../training/checkpoint.js';
import { withProgress } from '../progress.js';
import { under, within } from '../steps/prefixed-records.js';
import { gradientProbe, type Objective } from '../steps/objective.js';
import { poolLatents } from '../steps/pool-latents.js';
import { evaluationStep } from '../steps/evaluation-step.js';
import { pathTask, type Validation } from '../training/tasks/path-task.js';
import { alphaGrid, disjointPairs, gatherRows } from '../evaluation/scoring/test-pairs.js';
import { train, type TrainingState, type TrainingTask } from '../training/trainer.js';
import { machineOf, Stopped, type StageContext } from './context.js';
import type { TrialInputs } from './trial-inputs.js';
import type { LaunchedTraining } from './launch-training.js';
import type { Resumed } from './resume.js';
import { withPrograms } from '../steps/with-programs.js';

export interface TrainPathOptions {
  readonly config: TrialConfig;
  readonly seed: number;
  readonly label: string;
  readonly trialInputs: TrialInputs;
  readonly trial: TrialStore;
  readonly launched: LaunchedTraining;
  /** The trial's checkpoint, where it was begun before. */
  readonly from: Resumed | undefined;
}

/**
 * Trains a path's network from where it was left, and keeps its rows and checkpoints in the trial's folder.
 * @returns the training's last state
 * @throws Stopped if it was asked to; TrainingDiverged where the numbers left the finite ones
 */
export async function trainPath(options: TrainPathOptions, context: StageContext): Promise<TrainingState> {
  const { config, seed, trialInputs, trial, launched, from } = options;
  const { objective, theta, start, step, extent } = launched;

  return withPrograms(context.engine, async (compile) => {
    const pool = await holdPool(trialInputs.pools.train);
    const latents = poolLatents(pool);
    const program = await compile(latents.within(step));
    const probe = await compile(latents.within(gradientProbe(objective, start)));
    const validate = await validator(config, objective, theta, trialInputs, compile);
    const task = pathTask({ config, seed, extent, objective, start, pool, latents, probe, validate });
    await trial.cutMetrics(from?.saved ?? null);
    return keepTraining(program, task, options, context);
  });
}

/** Runs the loop and writes down what it tells. */
async function keepTraining(
  program: Program,
  task: TrainingTask<MetricsRow>,
  { config, label, trial, from }: TrainPathOptions,
  context: StageContext,
): Promise<TrainingState> {
  const { now, signal } = context;
  const work = {
    kind: 'training',
    label,
    total: task.steps,
    from: from?.step ?? 0,
    unit: { name: 'points', size: config.batch },
  } as const;
  return withProgress(context.display, work, async (bar) => {
    let note = '';
    let last: TrainingState | undefined;
    for await (const event of train({
      program,
      task,
      ...(from && { from }),
      checkpointSeconds: config.checkpoint.everySeconds,
      now,
      signal,
    })) {
      if (event.kind === 'step') bar.update(event.step, note);
      if (event.kind === 'row') {
        note = Object.entries(event.row.losses)
          .map(([name, value]) => `${name} ${value.toPrecision(3)}`)
          .join(', ');
        await trial.appendMetrics(event.row);
      }
      if (event.kind === 'checkpoint') {
        await trial.writeCheckpoint(encodeCheckpoint(event.state, machineOf(context)));
        last = event.state;
      }
    }
    if (last === undefined || last.step < task.steps)
      throw new Stopped(`${label} stopped at step ${last?.step ?? 0} of ${task.steps}`);
    bar.finish(note);
    return last;
  });
}

/** Means of the point metrics over the validation pairs, and of the reprojection by α, for a θ. */
async function validator(
  config: TrialConfig,
  objective: Objective,
  theta: NamedArrays,
  { pools }: TrialInputs,
  compile: Engine['compile'],
) {
  const { pairs, alphas } = config.validation;
  const program = await compile(
    evaluationStep({ ...objective, theta, thetaAs: 'input', pairs, alphas, detail: 'points' }),
  );
  const chosen = disjointPairs(pools.validation, pairs, config.pool.seed);
  const inputs = {
    zA: gatherRows(pools.validation, chosen.a),
    zB: gatherRows(pools.validation, chosen.b),
    alpha: alphaGrid(alphas),
  };
  return async (current: NamedArrays): Promise<Validation> => {
    const measured = within('point', await program.run({ ...inputs, ...under('weights', current) }));
    // [pairs, alphas], row by row
    const valuesOf = (name: keyof typeof pointMetrics) => Array.from(measured[name]!.data);
    const errors = valuesOf('reprojection');
    return {
      // the names of `pointMetrics`
      validation: mapValues(pointMetrics, (_, name) => mean(valuesOf(name as keyof typeof pointMetrics))),
      errorByAlpha: Array.from({ length: alphas }, (_, place) => mean(errors.filter((_, i) => i % alphas === place))),
    };
  };
}
