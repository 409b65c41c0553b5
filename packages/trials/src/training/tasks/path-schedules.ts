import { mapValues } from '@latent-paths/core';
import { buildCurriculum } from '@latent-paths/specification/curricula';
import { buildSchedule, nextLossWeight } from '@latent-paths/specification/schedules';
import type { TrialConfig } from '@latent-paths/specification/trial';
import type { PathMemory } from './path-memory.js';

type States = Pick<PathMemory, 'weights' | 'learningRate' | 'curriculum'>;

/** What schedules and curriculum say at one step, and their states for the next. */
interface Scheduled {
  readonly sampling: ReturnType<ReturnType<typeof buildCurriculum>['next']>[0];
  readonly values: Pick<PathMemory['given'], 'weights' | 'learningRate'>;
  readonly states: States;
}

export interface PathSchedules {
  initial(): States;
  /** `progress` goes from 0 at the first step to 1 at the last. */
  next(memory: PathMemory, progress: number): Scheduled;
}

/** The weights of the losses, the learning rate and the curriculum of a configuration. `losses` are their names. */
export function pathSchedules(config: TrialConfig, losses: Readonly<Record<string, unknown>>): PathSchedules {
  const curriculum = buildCurriculum(config.curriculum);
  const learningRate = buildSchedule(config.optimiser.learningRate);
  const schedules = mapValues(losses, (_, name) => buildSchedule(weightOf(config, name)));
  return {
    initial: () => ({
      weights: mapValues(schedules, (schedule) => schedule.init()),
      learningRate: learningRate.init(),
      curriculum: curriculum.init(),
    }),
    next(memory, progress) {
      const { feedback } = memory;
      const [sampling, curriculumState] = curriculum.next(memory.curriculum, progress, feedback);
      const [rate, learningRateState] = learningRate.next(memory.learningRate, progress);
      const weights = mapValues(schedules, (schedule, name) =>
        nextLossWeight(schedule, { state: memory.weights[name]!, progress, feedback, term: name }),
      );
      return {
        sampling,
        values: { weights: mapValues(weights, ([value]) => value), learningRate: rate },
        states: {
          weights: mapValues(weights, ([, state]) => state),
          learningRate: learningRateState,
          curriculum: curriculumState,
        },
      };
    },
  };
}

function weightOf(config: TrialConfig, name: string): TrialConfig['optimiser']['learningRate'] {
  const term = Object.entries(config.loss).find(([loss]) => loss === name)?.[1];
  if (term === undefined)
    throw new RangeError(`loss: expected a term ${name}, got ${Object.keys(config.loss).join(', ')}`);
  return term.weight;
}
