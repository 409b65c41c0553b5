import type { ResolvedTrial } from '@latent-paths/specification/experiment';
import { messageOf, type TimedStep } from '@latent-paths/trials/stages';
import type { Estimator } from './estimate.js';
import type { OrderedTrial } from './order-trials.js';
import { workloadOf } from './workload.js';

/** Runs one training step of a trial, and says what it cost. */
export type StepTimer = (trial: ResolvedTrial) => Promise<TimedStep>;

/** A training step that was run for the plan. */
export interface StepTiming extends TimedStep {
  /** Id of the trial whose step it was. */
  readonly trial: string;
  /** Points of it. */
  readonly batch: number;
  /** As of `Load`: of which trainings it tells, and through which images and VAE it went. */
  readonly like: string;
  readonly through: string | undefined;
}

interface Looked extends Pick<OrderedTrial, 'trial' | 'trained'> {
  /** Whether the run has it to do. */
  readonly due: boolean;
}

interface TimeStepsOptions {
  /** What is known without running anything. */
  readonly known: Estimator;
  /** Null where nothing can be run. */
  readonly timer: StepTimer | null;
}

/**
 * One step of each training through large latents, those of a convolutional path, where no run of the same settings
 * tells what it costs: it may take minutes. A step that cannot be run is an obstacle, in words.
 */
export async function timeSteps(
  trials: readonly Looked[],
  { known, timer }: TimeStepsOptions,
): Promise<{ readonly timings: readonly StepTiming[]; readonly obstacles: readonly string[] }> {
  const timings = new Map<string, StepTiming>();
  const obstacles: string[] = [];
  for (const { trial, due, trained } of trials) {
    const { config, id } = trial;
    const load = workloadOf(config).training;
    if (timer === null || load === null || !due || !trained || config.path.kind !== 'convolutional') continue;
    if (timings.has(load.like) || known('training', load)?.basis === 'alike') continue;
    try {
      const { like, through } = load;
      timings.set(like, { ...(await timer(trial)), trial: id, batch: config.batch, like, through });
    } catch (error) {
      obstacles.push(messageOf(error));
    }
  }
  return { timings: [...timings.values()], obstacles };
}

/**
 * The same estimator, which knows of these steps. A latent that is extracted and a point that is scored go through the
 * same VAE, and not back: they are taken to cost as much as a point of the dearest of these steps.
 */
export function withTimings(known: Estimator, timings: readonly StepTiming[]): Estimator {
  return (kind, load) => {
    const found = known(kind, load);
    if (found?.basis === 'alike') return found;
    const own = timings.find(({ like }) => kind === 'training' && like === load.like);
    const through = timings.filter((one) => load.through !== undefined && one.through === load.through);
    const bounded = kind === 'scoring' || kind === 'pools' ? through : [];
    const costs = (own === undefined ? bounded : [own]).map(
      ({ coreSeconds, flops, batch }) => coreSeconds / (load.unit === 'flop' ? flops : batch),
    );
    return costs.length === 0 ? found : { coreSeconds: Math.max(...costs) * load.units, basis: 'timed' };
  };
}
