import { ndarray, sizeOf, type BroughtRecord } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { FrozenVae } from '@latent-paths/model';
import { sampleCorrelation } from 'simple-statistics';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { encodeStep } from '../../steps/vae-step.js';
import { evenlyOf } from '../../evaluation/scoring/test-pairs.js';
import type { Brought } from './read-brought.js';

const MOST_PICTURES = 256;
const BATCH = 32;

export interface MeasureAgreementOptions {
  readonly brought: Brought;
  /** The pictures of the latents. */
  readonly source: ImageSource;
  readonly vae: FrozenVae;
  readonly compile: Engine['compile'];
}

/** Holds latents of all pools against what E makes of their own pictures. */
export async function measureAgreement({
  brought: { latents, placed },
  source,
  vae,
  compile,
}: MeasureAgreementOptions): Promise<NonNullable<BroughtRecord['agreement']>> {
  const all = Object.values(placed).flatMap(({ rows, part, indices }) =>
    Array.from(rows, (row, i) => ({ row, part, index: indices[i]! })),
  );
  const taken = evenlyOf(all.length, Math.min(all.length, MOST_PICTURES)).map((at) => all[at]!);
  const [d, pixels] = [vae.latentSize, sizeOf(source.shape)];
  const [given, encoded] = [new Float32Array(taken.length * d), new Float32Array(taken.length * d)];
  const atOnce = rowsAtOnce(BATCH, source.shape);
  const program = await compile(encodeStep({ vae, batch: atOnce }));
  for (let first = 0; first < taken.length; first += atOnce) {
    const x = new Float32Array(atOnce * pixels);
    const batch = taken.slice(first, first + atOnce);
    batch.forEach(({ row, part, index }, i) => {
      source.write(part, index, x, i * pixels);
      given.set(latents.values.subarray(row * d, (row + 1) * d), (first + i) * d);
    });
    const { data } = (await program.run({ images: ndarray([atOnce, ...source.shape], x) }))['latents']!;
    encoded.set(data.subarray(0, batch.length * d), first * d);
  }
  return {
    pictures: taken.length,
    difference: relativeDifference(given, encoded, d),
    correlation: sampleCorrelation([...given], [...encoded]),
  };
}

/** √(Σ‖a − b‖² / Σ‖b − mean of b‖²) over rows of d numbers. */
function relativeDifference(a: Float32Array, b: Float32Array, d: number): number {
  const mean = new Float64Array(d);
  b.forEach((value, i) => (mean[i % d]! += (value * d) / b.length));
  let [apart, spread] = [0, 0];
  b.forEach((value, i) => {
    apart += (a[i]! - value) ** 2;
    spread += (value - mean[i % d]!) ** 2;
  });
  return Math.sqrt(apart / Math.max(spread, Number.MIN_VALUE));
}
