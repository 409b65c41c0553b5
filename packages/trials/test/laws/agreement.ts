import {
  fillNormal,
  fillUniform,
  ndarray,
  rootKey,
  sizeOf,
  split,
  type NamedArrays,
  type NDArray,
  type Shape,
} from '@latent-paths/core';
import { openEngine, type Engine, type StepDefinition } from '@latent-paths/engine';
import { expect } from 'vitest';

const key = rootKey(20_260_101);

/** Normal draws that depend on the label alone. */
export function normal(label: string, shape: Shape): NDArray<Float32Array> {
  const data = new Float32Array(sizeOf(shape));
  fillNormal(split(key, label), 0, data);
  return ndarray(shape, data);
}

/** Uniform draws in [0, 1) that depend on the label alone. */
export function uniform(label: string, shape: Shape): NDArray {
  const data = new Float32Array(sizeOf(shape));
  fillUniform(split(key, label), 0, data);
  return ndarray(shape, data);
}

/** ‖a − b‖ / ‖b‖, and ‖a‖ where b = 0. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  const difference = Math.hypot(...Array.from(a, (x, i) => x - b[i]!));
  const norm = Math.hypot(...Array.from(b));
  return norm === 0 ? difference : difference / norm;
}

let engines: Promise<readonly [eager: Engine, compiled: Engine]> | undefined;
export const bothEngines = () => (engines ??= Promise.all([openEngine('cpu'), openEngine('onnx', { threads: 1 })]));

interface Made {
  readonly outputs: NamedArrays;
  readonly state: NamedArrays;
}

/**
 * What a step leaves after each of some runs, eager and compiled, both from `state`; `inputs` gives those of run 0, 1,
 * ….
 */
export async function runBoth(
  definition: StepDefinition,
  state: NamedArrays,
  inputs: (run: number) => NamedArrays,
  runs = 1,
): Promise<{ eager: Made; compiled: Made }[]> {
  const [eager, compiled] = await Promise.all(
    (await bothEngines()).map(async (engine) => {
      const program = await engine.compile(definition);
      program.load(state);
      const made: Made[] = [];
      for (let run = 0; run < runs; run++)
        made.push({ outputs: await program.run(inputs(run)), state: program.read() });
      program.dispose();
      return made;
    }),
  );
  return eager!.map((one, i) => ({ eager: one, compiled: compiled![i]! }));
}

/** Holds every array of both to each other. */
export function expectAgreement({ eager, compiled }: { eager: Made; compiled: Made }, tolerance: number): void {
  for (const group of ['outputs', 'state'] as const) {
    expect(Object.keys(compiled[group]).sort()).toEqual(Object.keys(eager[group]).sort());
    for (const [name, { shape, data }] of Object.entries(eager[group])) {
      expect(compiled[group][name]!.shape, name).toEqual(shape);
      expect(relativeError(compiled[group][name]!.data, data), `${group} ${name}`).toBeLessThanOrEqual(tolerance);
    }
  }
}
