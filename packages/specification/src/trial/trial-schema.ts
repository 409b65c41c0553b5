import { z } from 'zod';
import { crossCheck } from './cross-check.js';
import { trialShape } from './trial-shape.js';

/** One fully resolved configuration. Its output is a fixed point: parsing it again changes nothing. */
export const trialSchema = z.strictObject(trialShape).superRefine(crossCheck);
