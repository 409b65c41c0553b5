import { suggestion } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { check } from './check.js';
import { parseMapping } from './parse.js';
import { formatProblem } from './problem.js';

const schema = z.strictObject({
  count: z.int().min(1).max(9).optional(),
  name: z.string().min(2).optional(),
  rate: z.number().gt(0).optional(),
  form: z.literal(['direct', 'residual']).optional(),
  sizes: z.array(z.int()).max(2).optional(),
  choice: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('dense'), count: z.int() }),
      z.strictObject({ kind: z.literal('single') }),
    ])
    .optional(),
  weight: z.union([z.number(), z.strictObject({ from: z.number(), to: z.number() })]).optional(),
  budget: z.union([z.strictObject({ steps: z.int() }), z.strictObject({ points: z.int() })]).optional(),
  arms: z
    .record(z.string().regex(/^[a-z]+$/, 'expected lower-case letters'), z.strictObject({ a: z.int().optional() }))
    .optional(),
});

const problems = (text: string) => check(schema, parseMapping(text, 'x.yaml')).problems.map(formatProblem);

describe('check', () => {
  it('gives the parsed value', () =>
    expect(check(schema, parseMapping('count: 3', 'x.yaml'))).toEqual({ value: { count: 3 }, problems: [] }));

  it.each([
    [
      'cuont: 3',
      'x.yaml:1:1 cuont: unknown key; expected one of count, name, rate, form, sizes, choice, weight, budget, ' +
        'arms; did you mean count?',
    ],
    ['count: three', 'x.yaml:1:8 count: expected a number, got "three"'],
    ['count: 1.5', 'x.yaml:1:8 count: expected a whole number, got 1.5'],
    ['count: 0', 'x.yaml:1:8 count: expected at least 1, got 0'],
    ['count: 10', 'x.yaml:1:8 count: expected at most 9, got 10'],
    ['rate: 0', 'x.yaml:1:7 rate: expected more than 0, got 0'],
    ['rate: .nan', 'x.yaml:1:7 rate: expected a number, got NaN'],
    ['name: a', 'x.yaml:1:7 name: expected at least 2 characters, got "a"'],
    ['form: dirct', 'x.yaml:1:7 form: expected one of direct, residual, got "dirct"; did you mean direct?'],
    ['sizes: [1, x]', 'x.yaml:1:12 sizes[1]: expected a number, got "x"'],
    ['sizes: [1, 2, 3]', 'x.yaml:1:8 sizes: expected at most 2 entries, got [1,2,3]'],
    ['sizes: { a: 1 }', 'x.yaml:1:8 sizes: expected a list, got {"a":1}'],
    [
      'choice: { kind: dens }',
      'x.yaml:1:17 choice.kind: expected one of dense, single, got "dens"; did you mean dense?',
    ],
    ['choice: { knd: dense }', 'x.yaml:1:11 choice.knd: unknown key; expected one of kind, count; did you mean kind?'],
    ['choice: { count: 3 }', 'x.yaml:1:9 choice.kind: missing; expected one of dense, single'],
    ['choice: { kind: dense }', 'x.yaml:1:9 choice.count: missing; expected a number'],
    ['choice: { kind: single, count: 3 }', 'x.yaml:1:25 choice.count: unknown key; expected kind'],
    ['weight: x', 'x.yaml:1:9 weight: expected a number or a mapping, got "x"'],
    ['weight: { from: 1, to: x }', 'x.yaml:1:24 weight.to: expected a number, got "x"'],
    [
      'choice.kind.x: dense',
      'x.yaml:1:1 choice.kind.x: unknown key; expected one of count, name, rate, form, sizes, choice, weight, ' +
        'budget, arms; write choice: { kind: { x: … } }',
    ],
    [
      '"a\\n\\u0085b": 1',
      'x.yaml:1:1 a\\u000a\\u0085b: unknown key; expected one of count, name, rate, form, sizes, choice, weight, ' +
        'budget, arms',
    ],
    [
      'budget: { point: 3 }',
      'x.yaml:1:11 budget.point: unknown key; expected one of steps, points; did you mean points?',
    ],
    ['budget: { steps: 1, points: 2 }', 'x.yaml:1:21 budget.points: unknown key; expected steps'],
    ['arms: { A: {} }', 'x.yaml:1:9 arms.A: expected lower-case letters, got "A"'],
    ['arms: 3', 'x.yaml:1:7 arms: expected a mapping, got 3'],
  ])('%s', (text, message) => expect(problems(text)).toEqual([message]));

  it('tells of everything at once', () => {
    expect(problems('count: x\narms:\n  a: { b: 1, c: 2 }\nchoice: { kind: 3 }\n')).toEqual([
      'x.yaml:1:8 count: expected a number, got "x"',
      'x.yaml:4:17 choice.kind: expected one of dense, single, got 3',
      'x.yaml:3:8 arms.a.b: unknown key; expected a',
      'x.yaml:3:14 arms.a.c: unknown key; expected a',
    ]);
  });
});

it('suggests a near name, or none', () => {
  expect(suggestion('knd', ['kind', 'count'])).toBe('; did you mean kind?');
  expect(suggestion('reproj', ['reprojection', 'attraction'])).toBe('; did you mean reprojection?');
  expect(suggestion('Kind', ['kind'])).toBe('; did you mean kind?');
  expect(suggestion('batch', ['kind', 'count'])).toBe('');
});
