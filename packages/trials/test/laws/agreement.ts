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
import { holdValues } from '../../../../tools/testing/src/laws/hold-values.js';

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

/** Holds every array of both to each other; `step` is what was run, as a failure names it. */
export function expectAgreement(step: string, { eager, compiled }: { eager: Made; compiled: Made }, tolerance: number) {
  for (const group of ['outputs', 'state'] as const) {
    expect(Object.keys(compiled[group]).sort(), `${group} of ${step}`).toEqual(Object.keys(eager[group]).sort());
    for (const [name, expected] of Object.entries(eager[group])) {
      const got = compiled[group][name]!;
      holdValues({ what: `${step}, compiled: ${group} ${name}`, by: 'as eager', expected, got, tolerance });
    }
  }
}
