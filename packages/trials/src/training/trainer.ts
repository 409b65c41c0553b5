import type { NamedArrays } from '@latent-paths/core';
import type { Program } from '@latent-paths/engine';
import { steady } from './clocks.js';

/** JSON that a task carries from step to step beside the program's arrays: cursors, states of schedules. */
export type Memory = Readonly<Record<string, unknown>>;

/** Everything that training needs to resume with bit-identical results. */
export interface TrainingState {
  /** Steps made. */
  readonly step: number;
  readonly memory: Memory;
  /** The program's state: weights and optimiser moments. */
  readonly arrays: NamedArrays;
  /** Training seconds so far, over all resumes. */
  readonly seconds: number;
}

/** What one step is given, and what the task remembers after it. */
interface Feed {
  readonly inputs: NamedArrays;
  readonly memory: Memory;
}

/** What a task sees after a step that is logged. */
interface Observation {
  /** Steps made, this one included. */
  readonly step: number;
  readonly feed: Feed;
  readonly outputs: NamedArrays;
  readonly seconds: number;
  /** A copy of the program's arrays after the step. */
  arrays(): NamedArrays;
}

/**
 * Something to train: where it starts, what each step is fed, what is logged. The loop below is the only one; a
 * variant of training is another task or another piece, never another loop.
 */
export interface TrainingTask<Row> {
  readonly steps: number;
  initial(): { readonly arrays: NamedArrays; readonly memory: Memory };
  /** The inputs of step `step` (0 …): a pure function of the step and the memory. */
  feed(step: number, memory: Memory): Feed;
  /** True where a row is written after step `step` (1 …). */
  logs(step: number): boolean;
  /** The row, and what the task remembers from here on: a validation may change what comes after. */
  observe(observation: Observation): Promise<{ readonly row: Row; readonly memory: Memory }>;
}

export type TrainingEvent<Row> =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'row'; readonly step: number; readonly row: Row }
  | { readonly kind: 'checkpoint'; readonly state: TrainingState };

/** A number of the training is NaN or infinite. No checkpoint holds such a number. */
export class TrainingDiverged extends Error {
  override readonly name = 'TrainingDiverged';
  constructor(
    /** The step after which the number was found. */
    readonly step: number,
    message: string,
  ) {
    super(message);
  }
}

/** Steps that are fed at once: after the program's run, the code and the data of a draw are in no cache. */
const AHEAD = 16;

export interface TrainOptions<Row> {
  readonly program: Program;
  readonly task: TrainingTask<Row>;
  /** Where to resume; default: the task's start. */
  readonly from?: TrainingState;
  /** Seconds between checkpoints. They change no bit of the training. */
  readonly checkpointSeconds: number;
  /** Monotonic seconds. */
  readonly now: () => number;
  /** Ends training after the current step, with a checkpoint. */
  readonly signal: AbortSignal;
}

/**
 * The training loop. It touches no file: it yields what happened, and its last event is always a checkpoint, of
 * the end or of the step at which `signal` asked it to stop.
 * @throws TrainingDiverged if an output, or a weight that is kept or observed, is NaN or infinite
 */
export async function* train<Row>(options: TrainOptions<Row>): AsyncGenerator<TrainingEvent<Row>> {
  const { program, task, checkpointSeconds, signal } = options;
  const start: TrainingState = options.from ?? { step: 0, seconds: 0, ...task.initial() };
  program.load(start.arrays);

  let { step, memory } = start;
  let feeds: Feed[] = [];
  const clock = steady(options.now);
  let saved = clock();
  /** Step of the last checkpoint that whoever consumes the events has dealt with. */
  let kept = options.from?.step;
  const seconds = () => start.seconds + clock();
  const arrays = () => finite(step, program.read());
  const state = (): TrainingState => ({ step, memory, arrays: arrays(), seconds: seconds() });

  try {
    while (step < task.steps && !signal.aborted) {
      if (feeds.length === 0) feeds = feedsFrom(task, step, memory);
      const feed = feeds.shift()!;
      const outputs = finite(++step, await program.run(feed.inputs));
      memory = feed.memory;
      yield { kind: 'step', step };

      if (task.logs(step)) {
        const observed = await task.observe({ step, feed, outputs, seconds: seconds(), arrays });
        memory = observed.memory;
        yield { kind: 'row', step, row: observed.row };
      }
      if (step < task.steps && clock() - saved >= checkpointSeconds) {
        yield { kind: 'checkpoint', state: state() };
        saved = clock();
        kept = step;
      }
      // Signals are delivered between macrotasks; an awaited native call alone never lets them through.
      await new Promise(setImmediate);
    }
    yield { kind: 'checkpoint', state: state() };
  } catch (error) {
    if (!(error instanceof TrainingDiverged)) throw error;
    const left = kept === undefined ? 'no checkpoint had been made' : `the checkpoint of step ${kept} is kept`;
    throw new TrainingDiverged(error.step, `${error.message}; lower the learning rate, or clip the gradient; ${left}`);
  }
}

/** The feeds of steps `from`, …, up to the next that writes a row, since that may change what comes after. */
function feedsFrom<Row>(task: TrainingTask<Row>, from: number, memory: Memory): Feed[] {
  const feeds = [task.feed(from, memory)];
  for (let step = from + 1; feeds.length < AHEAD && step < task.steps && !task.logs(step); step++)
    feeds.push(task.feed(step, feeds.at(-1)!.memory));
  return feeds;
}

/** The same arrays. @throws TrainingDiverged if one holds a NaN or an infinity */
export function finite(step: number, arrays: NamedArrays): NamedArrays {
  for (const [name, { data }] of Object.entries(arrays)) {
    for (let i = 0; i < data.length; i++) {
      if (!Number.isFinite(data[i]))
        throw new TrainingDiverged(step, `step ${step}: expected a finite ${name}, got ${data[i]}`);
    }
  }
  return arrays;
}
