import { z } from 'zod';

/**
 * A number that may be absent because it is not defined here (a latent metric of a path without latents, a ratio with
 * denominator 0).
 */
export const measured = z.number().nullable();

export const estimateRecord = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** What an interval is conditional on. */
export const conditionRecord = z.enum(['pairs', 'seeds']);
