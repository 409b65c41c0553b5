import { z } from 'zod';

/** Stands for files whose identity is what they hold. */
export const contentParameter = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 of 64 hex digits')
  .optional()
  .describe(
    'SHA-256 over the contents of the files; computed when the experiment is read; if it is written in the ' +
      'file, the files must match it',
  );
