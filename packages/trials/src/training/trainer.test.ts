import { ndarray, type NamedArrays } from '@latent-paths/core';
import type { Program } from '@latent-paths/engine';
import { describe, expect, it } from 'vitest';
import { train, TrainingDiverged, type TrainingEvent, type TrainingState, type TrainingTask } from './trainer.js';

interface Row {
  readonly step: number;
  readonly total: number;
  readonly weight: number;
}

/** w ← w/2 + x, in float32; `total` is w before. `spoil` changes what the step gives, by its number. */
function fakeProgram(
  spoil: (run: number, outputs: Record<string, number>, w: number) => number = (_run, _outputs, w) => w,
): Program & { runs: number } {
  let w = 0;
  const program = {
    runs: 0,
    hash: '',
    flops: null,
    load: (state: NamedArrays) => void (w = state['w']!.data[0]!),
    read: () => ({ w: ndarray([], Float32Array.of(w)) }),
    run: async ({ x }: NamedArrays) => {
      program.runs += 1;
      const outputs: Record<string, number> = { total: w };
      w = spoil(program.runs, outputs, Math.fround(w / 2 + x!.data[0]!));
      const scalars = Object.entries(outputs).map(([name, value]) => [name, ndarray([], Float32Array.of(value))]);
      return Object.fromEntries(scalars);
    },
    print: () => '',
    dispose: () => undefined,
  };
  return program;
}

const STEPS = 10;

/** Logs every third step; each row changes what is fed from there on, as a validation may. */
const task: TrainingTask<Row> = {
  steps: STEPS,
  initial: () => ({ arrays: { w: ndarray([], Float32Array.of(3)) }, memory: { cursor: 0, bias: 0 } }),
  feed(step, memory) {
    const { cursor, bias } = memory as { cursor: number; bias: number };
    return {
      inputs: { x: ndarray([], Float32Array.of(step / 7 + cursor + bias)) },
      memory: { cursor: cursor + 1, bias },
    };
  },
  logs: (step) => step % 3 === 0,
  async observe({ step, feed, outputs, arrays }) {
    const weight = arrays()['w']!.data[0]!;
    return { row: { step, total: outputs['total']!.data[0]!, weight }, memory: { ...feed.memory, bias: weight } };
  },
};

interface Settings {
  readonly program?: Program;
  readonly from?: TrainingState;
  readonly checkpointSeconds?: number;
  readonly now?: () => number;
  /** Asks for the end as soon as this event has been told. */
  readonly abortAt?: (event: TrainingEvent<Row>) => boolean;
}

async function collect({
  program = fakeProgram(),
  from,
  checkpointSeconds = Infinity,
  now = () => 0,
  abortAt,
}: Settings = {}): Promise<TrainingEvent<Row>[]> {
  const stop = new AbortController();
  const events: TrainingEvent<Row>[] = [];
  for await (const event of train({
    program,
    task,
    ...(from && { from }),
    checkpointSeconds,
    now,
    signal: stop.signal,
  })) {
    events.push(event);
    if (abortAt?.(event)) stop.abort();
  }
  return events;
}

/** As it is after a checkpoint was written and read. */
const throughJson = (state: TrainingState): TrainingState => ({
  ...state,
  memory: JSON.parse(JSON.stringify(state.memory)),
});
const rowsOf = (events: readonly TrainingEvent<Row>[]) =>
  events.flatMap((event) => (event.kind === 'row' ? [event.row] : []));
const checkpointsOf = (events: readonly TrainingEvent<Row>[]) =>
  events.flatMap((event) => (event.kind === 'checkpoint' ? [event.state] : []));
/** A clock that is one second later at every look. */
const ticking = () => {
  let time = 100;
  return () => time++;
};

describe('train', () => {
  it('tells every step, then its row, then its checkpoint, and ends with a checkpoint', async () => {
    const events = await collect({ checkpointSeconds: 0 });
    const expected = Array.from({ length: STEPS }, (_, i) => i + 1).flatMap((step) => [
      `step ${step}`,
      ...(step % 3 === 0 ? [`row ${step}`] : []),
      `checkpoint ${step}`,
    ]);
    expect(
      events.map((event) => `${event.kind} ${event.kind === 'checkpoint' ? event.state.step : event.step}`),
    ).toEqual(expected);
    const afterThree = [0, 8 / 7, 16 / 7].reduce((w, x) => w / 2 + x, 3);
    expect(rowsOf(events)[0]).toEqual({
      step: 3,
      total: expect.closeTo(2 * (afterThree - 16 / 7), 5),
      weight: expect.closeTo(afterThree, 5),
    });
  });

  it('makes one last checkpoint where it is asked to stop, whatever it was doing', async () => {
    for (const kind of ['step', 'row', 'checkpoint'] as const) {
      const program = fakeProgram();
      const events = await collect({
        program,
        checkpointSeconds: 0,
        abortAt: (event) => event.kind === kind && (kind === 'checkpoint' ? true : 'step' in event && event.step === 3),
      });
      const last = kind === 'checkpoint' ? 1 : 3;
      expect(program.runs).toBe(last);
      expect(events.at(-1)).toMatchObject({ kind: 'checkpoint', state: { step: last } });
      expect(rowsOf(events).map(({ step }) => step)).toEqual(last === 3 ? [3] : []);
    }
  });

  it('goes on from any checkpoint to the same rows and the same state', async () => {
    const whole = await collect({ checkpointSeconds: 0 });
    for (const from of checkpointsOf(whole)) {
      const rest = await collect({ from: throughJson(from) });
      expect(rowsOf(rest)).toEqual(rowsOf(whole).filter(({ step }) => step > from.step));
      expect(rest.at(-1)).toEqual(whole.at(-1));
    }
    const none = fakeProgram();
    await collect({ program: none, from: checkpointsOf(whole).at(-1)! });
    expect(none.runs).toBe(0);
  });

  it('takes checkpoints by the clock, which change nothing else', async () => {
    const without = await collect();
    expect(checkpointsOf(without).map(({ step }) => step)).toEqual([STEPS]);
    const events = await collect({ checkpointSeconds: 4, now: ticking() });
    const steps = checkpointsOf(events).map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.length).toBeLessThan(STEPS);
    expect(rowsOf(events)).toEqual(rowsOf(without));
    const { seconds: _, ...last } = checkpointsOf(events).at(-1)!;
    expect(checkpointsOf(without).at(-1)).toMatchObject(last);
  });

  it('adds the seconds of all its parts', async () => {
    const [first] = checkpointsOf(await collect({ checkpointSeconds: 4, now: ticking() }));
    const last = checkpointsOf(await collect({ from: first!, now: ticking() })).at(-1)!;
    expect(first!.seconds).toBeGreaterThan(3);
    expect(last.seconds).toBeGreaterThan(first!.seconds);
  });

  it('lets timers and signals through between steps', async () => {
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    const events: string[] = [];
    for await (const event of train({
      program: fakeProgram(),
      task,
      checkpointSeconds: Infinity,
      now: () => 0,
      signal: stop.signal,
    }))
      events.push(event.kind);
    expect(events.length).toBeLessThan(4);
  });
});

describe('a training that leaves the finite numbers', () => {
  async function untilError(program: Program): Promise<{ events: TrainingEvent<Row>[]; error: unknown }> {
    const events: TrainingEvent<Row>[] = [];
    try {
      for await (const event of train({
        program,
        task,
        checkpointSeconds: 0,
        now: () => 0,
        signal: new AbortController().signal,
      }))
        events.push(event);
    } catch (error) {
      return { events, error };
    }
    throw new Error('expected the training to fail');
  }

  it.each([
    ['an output', 'loss', NaN],
    ['an output', 'loss', -Infinity],
    ['a weight', 'w', NaN],
    ['a weight', 'w', Infinity],
  ])('names the step and %s, %s = %s, and takes no checkpoint after it', async (_what, name, value) => {
    const spoiled = fakeProgram((run, outputs, w) => {
      if (run !== 5) return w;
      if (name === 'w') return value;
      outputs[name] = value;
      return w;
    });
    const { events, error } = await untilError(spoiled);
    expect(error).toBeInstanceOf(TrainingDiverged);
    const remedy = 'lower the learning rate, or clip the gradient';
    expect(error).toMatchObject({
      step: 5,
      message: `step 5: expected a finite ${name}, got ${value}; ${remedy}; the checkpoint of step 4 is kept`,
    });
    expect(checkpointsOf(events).map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  });

  it('says what is there to go on from, and where nothing is', async () => {
    const spoiled = () => fakeProgram((run, outputs, w) => (run === 2 ? (outputs['loss'] = NaN) : w));
    const ended = (from?: TrainingState) =>
      collect({ program: spoiled(), ...(from && { from }) }).catch((error: Error) => error.message);
    expect(await ended()).toMatch(/^step 2: .*; no checkpoint had been made$/);
    const [third] = checkpointsOf(await collect({ checkpointSeconds: 0 })).slice(2);
    expect(await ended(third!)).toMatch(/^step 5: .*; the checkpoint of step 3 is kept$/);
  });
});
