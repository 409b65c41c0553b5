import { ndarray } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import { framesStep } from '../../steps/frames-step.js';
import { withPrograms } from '../../steps/with-programs.js';
import type { FinishedPath } from '../walks/finished-path.js';
import { float32 } from '../scoring/interpolations.js';
import type { HeldOutLatents } from './held-out-latents.js';

export interface LargestDifferenceOptions extends Pick<HeldOutLatents, 'latents' | 'scored'> {
  readonly finished: Pick<FinishedPath, 'path' | 'theta' | 'vae'>;
  readonly engine: Engine;
}

/**
 * How far r of these weights is from what was scored, over the pairs: the greatest |r − r′| / max(1, r). Null where no
 * pair was scored.
 */
export function largestDifference({
  finished,
  latents,
  scored,
  engine,
}: LargestDifferenceOptions): Promise<number | null> {
  const [first] = scored;
  if (first === undefined) return Promise.resolve(null);
  const { alphas } = first;
  const { latentSize } = finished.vae;
  const latentAt = (row: number) => ndarray([1, latentSize], latents.slice(row * latentSize, (row + 1) * latentSize));
  return withPrograms(engine, async (compile) => {
    const program = await compile(framesStep({ ...finished, pairs: 1, alphas: alphas.length, line: false }));
    let greatest = 0;
    for (const { a, b, reprojection } of scored) {
      const alpha = ndarray([alphas.length], Float32Array.from(alphas));
      const made = float32(await program.run({ zA: latentAt(a), zB: latentAt(b), alpha }), 'reprojection');
      for (const [i, expected] of reprojection.entries())
        greatest = Math.max(greatest, Math.abs(made[i]! - expected) / Math.max(1, expected));
    }
    return greatest;
  });
}
