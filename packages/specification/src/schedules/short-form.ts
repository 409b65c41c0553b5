import { suggestion } from '@latent-paths/core';
import { z } from 'zod';
import { check } from '../yaml/check.js';
import { locate } from '../yaml/located.js';
import { formatPath } from '../yaml/problem.js';
import { scheduleChoice, schedules, type ScheduleChoice } from './registry.js';

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const PASSAGE = new RegExp(String.raw`^\s*(?:([a-z][a-z-]*)\s+)?(${NUMBER})\s*->\s*(${NUMBER})\s*$`);

/** Schedules that go from one value to another: what an arrow can stand for. */
const PASSAGES = Object.entries(schedules).flatMap(([kind, { schema }]) =>
  'from' in schema.shape && 'to' in schema.shape ? [kind] : [],
);

/**
 * `0.5 -> 0.02`: a straight line from one value to the other. `exponential 0.5 -> 0.02`: another schedule with `from`
 * and `to`, by its name.
 */
export const shortForm = z
  .string()
  .regex(
    PASSAGE,
    'expected a number, or a schedule such as 0.5 -> 0.02, exponential 0.5 -> 0.02 or { kind: cosine, from: 0.5 }',
  )
  .transform((text, context): ScheduleChoice => {
    const [, kind = 'linear', from, to] = PASSAGE.exec(text)!; // the pattern was just held against it
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (!PASSAGES.includes(kind))
      return refuse(`expected one of ${PASSAGES.join(', ')} before an arrow, got ${kind}${suggestion(kind, PASSAGES)}`);
    const { value, problems } = check(
      scheduleChoice,
      locate({ kind, from: Number(from), to: Number(to) }, { source: text, position: null }),
    );
    return value ?? refuse(problems.map(({ path, message }) => `${formatPath(path)}: ${message}`).join('; '));
  })
  .describe('a straight line, as in 0.5 -> 0.02, or another schedule by its name, as in exponential 0.5 -> 0.02');
