import { expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  buildChoice,
  choiceSchema,
  definePiece,
  openChoiceSchema,
  type ChoiceOf,
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

it('does not compile a registry with a piece that has no worked example', () => {
  // @ts-expect-error: no piece of this registry has one
  const without: WorkedRegistry<(t: number) => number, { y: number }> = registry;
  expect(Object.values(without).map(({ worked }) => worked)).toEqual([undefined, undefined]);
});

it('takes a choice without a kind for the one that may be unnamed, and adds no kind to it', () => {
  const schema = openChoiceSchema(registry, 'ramp');
  expect(schema.parse({ to: 4 })).toEqual({ from: 0, to: 4 });
  expect(schema.parse({ kind: 'ramp', to: 4 })).toEqual({ kind: 'ramp', from: 0, to: 4 });
  expect(schema.parse({ kind: 'constant', value: 2 })).toEqual({ kind: 'constant', value: 2 });
  expect(() => schema.parse({ value: 2 })).toThrow();
});
