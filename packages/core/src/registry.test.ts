import { expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  buildChoice,
  choiceSchema,
  definePiece,
  exampleChoices,
  openChoiceSchema,
  workedExamples,
  type ChoiceOf,
  type WorkedPiece,
  type WorkedRegistry,
} from './registry.js';

const registry = {
  constant: definePiece({
    about: 'always the same',
    schema: z.object({ value: z.number() }),
    build:
      ({ value }) =>
      () =>
        value,
  }),
  ramp: definePiece({
    about: 'a line',
    schema: z.object({ from: z.number().default(0), to: z.number() }),
    build:
      ({ from, to }) =>
      (t: number) =>
        from + (to - from) * t,
  }),
};

it('parses a choice, fills defaults and builds the piece', () => {
  const choice = choiceSchema(registry).parse({ kind: 'ramp', to: 4 });
  expect(choice).toEqual({ kind: 'ramp', from: 0, to: 4 });
  expect(buildChoice<(t: number) => number>(registry, choice)(0.5)).toBe(2);
  expectTypeOf<ChoiceOf<typeof registry>>().toEqualTypeOf<
    ({ kind: 'constant' } & { value: number }) | ({ kind: 'ramp' } & { from: number; to: number })
  >();
});

it('refuses unknown kinds and unknown keys', () => {
  const schema = choiceSchema(registry);
  expect(schema.safeParse({ kind: 'rampp', to: 1 }).success).toBe(false);
  expect(schema.safeParse({ kind: 'ramp', to: 1, too: 2 }).success).toBe(false);
  expect(() => buildChoice(registry, { kind: 'nothing' })).toThrow(/constant, ramp/);
  expect(() => buildChoice(registry, { kind: 'constructor' })).toThrow(/constant, ramp/);
});

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
  expect(exampleChoices({ wave, line })).toEqual([
    { kind: 'wave', height: 1 },
    { kind: 'wave', height: 2 },
    { kind: 'line', from: 0, to: 3 },
  ]);
  expect(() => exampleChoices(registry)).toThrow(
    /constant: expected examples, because a parameter has no default, got none/,
  );
});

it('gives laws the worked example of every piece, and does not compile without one', () => {
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
  // @ts-expect-error: no piece of this registry has a worked example
  const without: WorkedRegistry<(t: number) => number, { y: number }> = registry;
  expect(() => workedExamples(without)).toThrow(TypeError);
});

it('takes a choice without a kind for the one that may be unnamed, and adds no kind to it', () => {
  const schema = openChoiceSchema(registry, 'ramp');
  expect(schema.parse({ to: 4 })).toEqual({ from: 0, to: 4 });
  expect(schema.parse({ kind: 'ramp', to: 4 })).toEqual({ kind: 'ramp', from: 0, to: 4 });
  expect(schema.parse({ kind: 'constant', value: 2 })).toEqual({ kind: 'constant', value: 2 });
  expect(() => schema.parse({ value: 2 })).toThrow();
});
