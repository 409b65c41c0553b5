import { z } from 'zod';

const level = z.union([z.number().min(0), z.literal('never')]);
/** Levels at which a figure brings a warning, and at which it stops the run. */
export const levels = (of: string) =>
  z.strictObject({ warn: level.optional(), refuse: level.optional() }).optional().describe(`${of}; a number, or never`);

/** What an import measures and where it says so: levels that an experiment may set. */
export const importChecks = z.strictObject({
  parity: levels('relative difference from onnxruntime’s own run of the files'),
  gradient: levels('relative difference of gradients from central differences'),
  reconstruction: levels('squared error of pictures, relative to giving their mean for each'),
  idempotence: levels('mean of ‖P²(z) − P(z)‖ / ‖P(z) − z‖ over real latents'),
  inactive: levels('share of latent dimensions that hardly vary'),
});
export type ImportCheck = keyof typeof importChecks.shape;
