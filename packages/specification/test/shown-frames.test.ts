import { describe, expect, it } from 'vitest';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { trialHash } from '../src/trial/identity.js';
import { trialSchema } from '../src/trial/trial-schema.js';

const { resolveIn } = resolvingBy(resolveExperiment);
const framesOf = (evaluation: object) => trialSchema.parse({ evaluation }).evaluation.frames;

describe('pairs whose frames are kept', () => {
  it('are six, or as many as are scored', () => {
    expect(framesOf({}).pairs).toBe(6);
    expect(framesOf({ pairs: 4 })).toEqual({ pairs: 4, alphas: 9 });
    expect(framesOf({ pairs: 4, frames: { alphas: 3 } })).toEqual({ pairs: 4, alphas: 3 });
    expect(framesOf({ pairs: 4, frames: { pairs: 2 } }).pairs).toBe(2);
  });

  it.each([
    ['evaluation: { pairs: 4 }', [], 4],
    ['evaluation: { pairs: 4, frames: { alphas: 3 } }', [], 4],
    ['evaluation: { pairs: 8 }', ['evaluation.pairs=3'], 3],
    ['evaluation: { pairs: 8, frames: { pairs: 2 } }', [], 2],
    ['evaluation: { pairs: 8, frames: { pairs: null } }', [], 6],
  ])('are those of an experiment that says %s, set %j', (said, set, pairs) => {
    const yaml = `question: Which?\nbaseline: a\narms: { a: { path: { kind: linear } }, b: {} }\n${said}\n`;
    const { arms } = resolveIn({ x: yaml }, { set });
    expect(arms.map(({ config }) => config.evaluation.frames.pairs)).toEqual([pairs, pairs]);
  });

  it('are refused where more are written than are scored', () => {
    expect(() => trialSchema.parse({ evaluation: { pairs: 4, frames: { pairs: 5 } } })).toThrow(
      'expected at most 4 (evaluation.pairs), got 5',
    );
  });

  it('change no identity where they are left out', () => {
    const hash = (evaluation: object) => trialHash(trialSchema.parse({ evaluation }), 1);
    expect(hash({ pairs: 100 })).toBe(hash({ pairs: 100, frames: { pairs: 6, alphas: 9 } }));
    const config = trialSchema.parse({ evaluation: { pairs: 4 } });
    expect(trialSchema.parse(config)).toEqual(config);
  });
});
