import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceBatch, referenceInputs, referenceState, referenceTheta } from '../../bench/reference-data.js';
import { REDUCED_SIZES, referenceFlops } from '../../bench/reference-sizes.js';
import { referenceGradient, referenceStep } from '../../bench/reference-step.js';
import { openEngine } from '../../src/index.js';
import { relativeError } from '../arrays.js';

interface Golden {
  readonly losses: Readonly<Record<string, number>>;
  /** By weight, flat. */
  readonly gradient: Readonly<Record<string, readonly number[]>>;
  readonly thetaAfterThreeSteps: Readonly<Record<string, readonly number[]>>;
}

const golden: Golden = JSON.parse(readFileSync(join(__dirname, 'reference-step.json'), 'utf8'));

// tools/reference/README.md says how PyTorch made the golden file, in float64.
describe.each(['cpu', 'onnx'] as const)('the reference step on %s', (name) => {
  it('has PyTorch’s losses and gradient', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const program = await engine.compile(referenceGradient(REDUCED_SIZES));
    const outputs = await program.run({ ...referenceTheta(REDUCED_SIZES), ...referenceBatch(REDUCED_SIZES) });
    for (const [term, value] of Object.entries(golden.losses))
      expect(relativeError(outputs[term]!.data, [value]), term).toBeLessThan(1e-6);
    for (const [weight, values] of Object.entries(golden.gradient)) {
      expect(relativeError(outputs[`gradient/${weight}`]!.data, values), weight).toBeLessThan(1e-5);
    }
    engine.dispose();
  });

  it('trains as PyTorch’s Adam does', async () => {
    const engine = await openEngine(name, { threads: 1 });
    const program = await engine.compile(referenceStep(REDUCED_SIZES));
    program.load(referenceState(REDUCED_SIZES));
    for (let step = 0; step < 3; step++) await program.run(referenceInputs(REDUCED_SIZES));
    const [before, after] = [referenceTheta(REDUCED_SIZES), program.read()];
    for (const [weight, values] of Object.entries(golden.thetaAfterThreeSteps)) {
      const start = before[weight]!.data;
      const moved = after[weight]!.data.map((x, i) => x - start[i]!);
      expect(
        relativeError(
          moved,
          values.map((x, i) => x - start[i]!),
        ),
        weight,
      ).toBeLessThan(5e-5);
    }
    engine.dispose();
  });
});

it('the compiled reference step does the operations of the formula, no more', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  const program = await engine.compile(referenceStep(REDUCED_SIZES));
  expect(program.flops! / referenceFlops(REDUCED_SIZES)).toBeCloseTo(1, 3);
  engine.dispose();
});
