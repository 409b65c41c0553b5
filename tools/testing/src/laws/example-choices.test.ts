import { definePiece } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { exampleChoices } from './example-choices.js';

it('gives laws the defaults and the examples of every piece, and refuses to leave one out', () => {
  const wave = definePiece({
    about: 'a wave',
    schema: z.object({ height: z.number().default(1) }),
    examples: [{ height: 2 }],
    build: () => null,
  });
  const line = definePiece({
    about: 'a line',
    schema: z.object({ from: z.number().default(0), to: z.number() }),
    examples: [{ to: 3 }],
    build: () => null,
  });
  const untried = definePiece({ about: 'a level', schema: z.object({ value: z.number() }), build: () => null });
  expect(exampleChoices({ wave, line })).toEqual([
    { kind: 'wave', height: 1 },
    { kind: 'wave', height: 2 },
    { kind: 'line', from: 0, to: 3 },
  ]);
  expect(() => exampleChoices({ untried })).toThrow(
    /untried: expected examples, because a parameter has no default, got none/,
  );
});
