import type { PredictionRecord } from '@latent-paths/core';
import { z } from 'zod';

const amount = z.number().positive();
const range = z
  .union([amount, z.strictObject({ least: amount.optional(), most: amount.optional() })])
  .describe('one number, or least and most; one of them may be left out');

/** What an experiment's file states of curves over the budget before anything runs. */
export const prediction = z
  .strictObject({
    id: z.string().min(1),
    text: z.string().min(1),
    arm: z.string().describe('the arm that it is about, by its name in the table of arms, without the budget'),
    against: z.string().describe('the arm that it is compared with'),
    budget: z.int().min(1).optional().describe('the budget that it is about, in points; default: every budget'),
    ratio: range.optional().describe('held-out objective of the arm relative to that of the other, at one budget'),
    multiple: range
      .optional()
      .describe('how many times the budget of the other the arm takes for the same held-out objective'),
  })
  .transform(({ ratio, multiple, ...told }, context): PredictionRecord => {
    const given = ratio ?? multiple;
    const refuse = (message: string, path: string[] = []) => {
      context.addIssue({ code: 'custom', path, message });
      return z.NEVER;
    };
    if (given === undefined || (ratio !== undefined && multiple !== undefined))
      return refuse('expected one of ratio and multiple; name what is predicted');
    const quantity = ratio === undefined ? 'multiple' : 'ratio';
    const { least = null, most = null } = typeof given === 'number' ? { least: given, most: given } : given;
    if (least === null && most === null)
      return refuse('expected a number, or at least one of least and most', [quantity]);
    if (least !== null && most !== null && least > most)
      return refuse(`expected least to be at most ${most} (most), got ${least}`, [quantity]);
    const { budget, ...rest } = told;
    return { ...rest, quantity, least, most, ...(budget !== undefined && { budget }) };
  });
