import type { WorkedPiece } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { workedExamples } from './worked-examples.js';

it('gives laws the worked example of every piece', () => {
  const double: WorkedPiece<z.ZodObject, (x: number) => number, { x: number; y: number }> = {
    about: 'some times a number',
    schema: z.object({ times: z.number().default(2) }),
    worked: { parameters: { times: 3 }, x: 4, y: 12 },
    build:
      ({ times }) =>
      (x) =>
        Number(times) * x,
  };
  const [example] = workedExamples({ double });
  expect(example).toMatchObject({ kind: 'double', worked: { x: 4, y: 12 } });
  expect(example!.made(4)).toBe(12);
});
