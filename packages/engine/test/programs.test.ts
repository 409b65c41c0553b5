import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashArrays, ndarray, type NamedArrays } from '@latent-paths/core';
import { openEngine, stepFlops, type Engine, type Program, type StepDefinition } from '../src/index.js';
import { relativeError, scalar, specsOf, uniform } from './arrays.js';
import { batch, fit, initial, pure } from './steps.js';

async function train(program: Program, turns: number, from = 0): Promise<number[]> {
  const losses: number[] = [];
  for (let turn = from; turn < from + turns; turn++) losses.push((await program.run(batch(turn)))['loss']!.data[0]!);
  return losses;
}

describe.each(['cpu', 'onnx'] as const)('a program on %s', (name) => {
  let engine: Engine;
  let program: Program;
  beforeAll(async () => {
    engine = await openEngine(name, { threads: 1 });
    program = await engine.compile(fit);
  });
  afterAll(() => engine.dispose());

  it('starts from zeros, and gives back the state that it was given', () => {
    expect(program.read()['w']!.data.every((x) => x === 0)).toBe(true);
    program.load(initial);
    expect(program.read()).toEqual(initial);
  });

  it('keeps its state to itself', async () => {
    const mine = { ...initial, b: ndarray([4], Float32Array.of(1, 2, 3, 4)) };
    program.load(mine);
    mine.b.data[0] = 9;
    const read = program.read();
    read['b']!.data[1] = 9;
    expect([...program.read()['b']!.data]).toEqual([1, 2, 3, 4]);
    const first = await program.run(batch(0));
    const copy = first['loss']!.data[0]!;
    await program.run(batch(1));
    expect(first['loss']!.data[0]).toBe(copy);
  });

  it('sees new inputs and the state at every run', async () => {
    program.load(initial);
    const losses = await train(program, 4);
    expect(new Set(losses).size).toBe(4);
    program.load(initial);
    expect(await train(program, 2)).toEqual(losses.slice(0, 2));
  });

  it('goes on from a state as if it had never stopped', async () => {
    program.load(initial);
    await train(program, 6);
    const unbroken = program.read();
    program.load(initial);
    await train(program, 3);
    const other = await engine.compile(fit);
    other.load(program.read());
    await train(other, 3, 3);
    expect(other.read()).toEqual(unbroken);
    other.dispose();
  });

  it('runs one after the other, however they are called', async () => {
    program.load(initial);
    const losses = await train(program, 3);
    program.load(initial);
    const together = await Promise.all([0, 1, 2].map((turn) => program.run(batch(turn))));
    expect(together.map(({ loss }) => loss!.data[0])).toEqual(losses);
  });

  it('takes and gives int32', async () => {
    const x = ndarray([3], Int32Array.of(1, -2, 3));
    const doubled = await engine.compile(
      pure('double', x, (y) => ({ y: tf.mul(y, tf.scalar(2, 'int32')), same: y, constant: tf.tensor1d([1, 2]) })),
    );
    expect(await doubled.run({ x })).toEqual({
      y: ndarray([3], Int32Array.of(2, -4, 6)),
      same: x,
      constant: ndarray([2], Float32Array.of(1, 2)),
    });
    doubled.dispose();
  });

  it.each<[string, NamedArrays, string]>([
    ['a missing input', { x: uniform('x', [5, 3]) }, 'fit: inputs.rate: expected an array, got none'],
    ['an unknown input', { ...batch(0), y: scalar(1) }, 'fit: inputs.y: expected one of x, rate, got an unknown name'],
    [
      'another shape',
      { ...batch(0), x: uniform('x', [4, 3]) },
      'fit: inputs.x: expected float32[5, 3], got float32[4, 3]',
    ],
    [
      'another type',
      { ...batch(0), rate: ndarray([], Int32Array.of(1)) },
      'fit: inputs.rate: expected float32[], got int32[]',
    ],
  ])('refuses %s', async (_, inputs, message) => {
    await expect(program.run(inputs)).rejects.toThrow(message);
  });

  it('refuses a state of another kind', () => {
    expect(() => program.load({ ...initial, w: uniform('w', [4, 3]) })).toThrow(
      'fit: state.w: expected float32[3, 4], got float32[4, 3]',
    );
    expect(() => program.load({ w: initial['w']! })).toThrow('fit: state.b: expected an array, got none');
  });

  it('leaves the state where it was after an error', async () => {
    program.load(initial);
    await expect(program.run({})).rejects.toThrow();
    expect(program.read()).toEqual(initial);
  });

  it('frees everything, and cannot be used afterwards', async () => {
    const before = tf.getBackend() ? tf.memory().numTensors : 0;
    const short = await engine.compile(fit);
    short.load(initial);
    await train(short, 3);
    short.dispose();
    short.dispose();
    expect(tf.getBackend() ? tf.memory().numTensors : 0).toBe(before);
    await expect(short.run(batch(0))).rejects.toThrow(/fit: expected a program in use/);
    expect(() => short.read()).toThrow(/fit: expected a program in use/);
    expect(() => short.load(initial)).toThrow(/fit: expected a program in use/);
  });
});

describe('the compiled program', () => {
  it('trains as the cpu engine does', async () => {
    const results = await Promise.all(
      (['cpu', 'onnx'] as const).map(async (name) => {
        const engine = await openEngine(name, { threads: 1 });
        const program = await engine.compile(fit);
        program.load(initial);
        const losses = await train(program, 60);
        const state = program.read();
        engine.dispose();
        return { losses, state };
      }),
    );
    const [cpu, onnx] = [results[0]!, results[1]!];
    expect(cpu.losses.at(-1)!).toBeLessThan(0.8 * cpu.losses[0]!);
    expect(relativeError(onnx.losses, cpu.losses)).toBeLessThan(1e-5);
    for (const [name, { data }] of Object.entries(cpu.state))
      expect(relativeError(onnx.state[name]!.data, data), name).toBeLessThan(1e-4);
  });

  it('copies no output', async () => {
    const state = { w: uniform('large', [2048, 1024]) }; // 8 MB
    const engine = await openEngine('onnx', { threads: 1 });
    const program = await engine.compile({
      name: 'grow',
      frozen: {},
      state: specsOf(state),
      inputs: {},
      run: ({ state: { w } }) => ({
        state: { w: tf.mul(w!, 2) },
        outputs: { half: tf.slice(w!, [0, 0], [1024, 1024]) },
      }),
    });
    program.load(state);
    await program.run({});
    const before = process.memoryUsage().arrayBuffers;
    const { half } = await program.run({});
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4.5 * 2 ** 20); // `half` itself, 4 MB
    expect(half!.data[5]).toBe(2 * state.w.data[5]!);
    expect(program.read()['w']!.data[7]).toBe(4 * state.w.data[7]!);
    engine.dispose();
  });

  it('reports what onnxruntime says of a run that fails', async () => {
    const x = ndarray([2], Int32Array.of(0, 7));
    const engine = await openEngine('onnx', { threads: 1 });
    const program = await engine.compile(
      pure('far', x, (indices) => ({ y: tf.gather(tf.tensor1d([1, 2, 3]), indices as tf.Tensor1D) })),
    );
    await expect(program.run({ x })).rejects.toThrow(/out of .*bounds/);
    engine.dispose();
  });

  it('gives the same bits on 1, 2 and 4 threads', async () => {
    const inputs = { x: uniform('x', [16, 16, 16, 8]) };
    const step = pure('threads', inputs.x, (x) => {
      const f = (w: tf.Tensor) =>
        tf.mean(tf.square(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'))) as tf.Scalar;
      const h = tf.reshape(x, [64, -1]) as tf.Tensor2D;
      const filter = tf.slice(x, [0, 0, 0, 0], [4, 4, 8, 8]);
      return {
        gradient: tf.grad(f)(filter),
        image: tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [16, 32, 32, 8], 2, 'same'),
        product: tf.matMul(h, h, true, false),
        mean: tf.mean(h, 0),
      };
    });
    const hashes = [];
    for (const threads of [1, 2, 4]) {
      const engine = await openEngine('onnx', { threads });
      expect(engine.threads).toBe(threads);
      hashes.push(hashArrays(await (await engine.compile(step)).run(inputs)));
      engine.dispose();
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('runs 5,000 small steps in the same memory', async () => {
    const engine = await openEngine('onnx', { threads: 1 });
    const state = { w: uniform('w', [10_000]) };
    const drift: StepDefinition = {
      name: 'drift',
      frozen: {},
      state: specsOf(state),
      inputs: specsOf({ rate: scalar(0) }),
      run: (args) => {
        const w = tf.sub(args.state['w']!, tf.mul(args.inputs['rate']!, tf.sin(args.state['w']!)));
        return { state: { w }, outputs: { w } };
      },
    };
    const program = await engine.compile(drift);
    program.load(state);
    const run = async (turns: number) => {
      for (let turn = 0; turn < turns; turn++) await program.run({ rate: scalar(0.001) });
      return process.memoryUsage().rss;
    };
    const before = await run(2000);
    expect((await run(5000)) - before).toBeLessThan(50e6); // 200 MB if the state leaked, as much again for the output
    engine.dispose();
  });

  it('prints what it computes', async () => {
    const engine = await openEngine('onnx', { threads: 1 });
    const program = await engine.compile(fit);
    expect(program.print()).toMatch(/^step fit\ninput state\.w : float32\[3, 4\]\n/);
    expect(program.print()).toContain('\n\nonnx\n');
    expect(program.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(program.flops).toBe(2 * (5 * 3 * 4 + 5 * 4 * 3) + 2 * (5 * 3 * 4 + 3 * 5 * 4));
    expect(stepFlops(fit)).toBe(program.flops);
    engine.dispose();
    await expect(program.run(batch(0))).rejects.toThrow(/expected a program in use/);
  });
});
