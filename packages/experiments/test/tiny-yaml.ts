/** Steps that a trained arm of `tiny` makes. */
export const STEPS = 24;

/** An experiment that runs within a second; `arms` are lines of YAML, `rest` are further keys. */
export function tiny(arms: readonly string[], rest = ''): string {
  return `
question: Which?
data: { kind: shapes, train: 600, heldOut: 300 }
vae: { latent: 8, channels: [4, 8], training: { images: 512, batch: 32 } }
pool: { train: 200, validation: 40, test: 40 }
path: { kind: network, hidden: [16, 16, 16] }
loss: { reprojection: { weight: 1 }, attraction: { weight: { kind: linear, from: 0.5, to: 0.1 } } }
batch: 32
budget: { points: ${32 * STEPS} }
validation: { everySteps: 8, pairs: 4, alphas: 5 }
logging: { everySteps: 4 }
evaluation: { pairs: 8, alphas: 9, frames: { pairs: 2, alphas: 3 }, truth: { pairs: 3, alphas: 3, bank: 60 }, real: 20,
  features: { size: 4, channels: [2, 4], training: { images: 64, batch: 16 } } }
baseline: linear
${rest}
arms:
${arms.map((arm) => `  ${arm}\n`).join('')}`;
}

/** A further key of `tiny`: a checkpoint after every step. */
export const CHECKPOINTS = 'checkpoint: { everySeconds: 1.0e-9 }';

export const LINEAR = 'linear: { path: { kind: linear } }';
export const SINGLE = 'single: { sampling: { pairs: { kind: fixed, count: 300 }, alphas: { kind: single } } }';
export const GROWING =
  'growing: { sampling: { alphas: { kind: dense, count: 8 } }, curriculum: { kind: alpha-count, to: 8 } }';
