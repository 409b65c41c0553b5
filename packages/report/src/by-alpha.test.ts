import { expect, it } from 'vitest';
import { realLevel } from './by-alpha.js';
import type { LoadedArm } from './load.js';

/** A finished trial on a VAE whose real latents have this level. */
const trial = (seed: number, vae: string, level: number) =>
  ({
    run: { inputs: { vae: { content: vae } } },
    summary: { seed, real: { reprojection: level, tau: 2 * level } },
  }) as unknown as LoadedArm['trials'][number]; // what the level is read from
const arm = (...trials: ReturnType<typeof trial>[]) => ({ trials });

it('is one level on one VAE, and the mean over seeds where each has a VAE of its own', () => {
  expect(realLevel([arm(trial(1, 'x', 1.3)), arm(trial(1, 'x', 1.3), trial(2, 'x', 1.3))])).toEqual({
    reprojection: 1.3,
    tau: 2.6,
  });
  const both = [arm(trial(1, 'x', 1), trial(2, 'y', 2)), arm(trial(1, 'x', 1), trial(2, 'y', 2))];
  expect(realLevel(both)).toEqual({ reprojection: 1.5, tau: 3 });
});

it('is none where arms of one seed stand on different VAEs: each would be held against the level of another', () => {
  expect(realLevel([arm(trial(1, 'x', 1.29)), arm(trial(1, 'y', 0.13))])).toBeNull();
  expect(realLevel([arm()])).toBeNull();
});
