import { describe, expect, it } from 'vitest';
import { trialHash } from '../src/trial/identity.js';
import { trialSchema } from '../src/trial/trial-schema.js';

const framesOf = (evaluation: object) => trialSchema.parse({ evaluation }).evaluation.frames;

describe('pairs whose frames are kept', () => {
  it('are six, or as many as are scored', () => {
    expect(framesOf({}).pairs).toBe(6);
    expect(framesOf({ pairs: 4 })).toEqual({ pairs: 4, alphas: 9 });
    expect(framesOf({ pairs: 4, frames: { alphas: 3 } })).toEqual({ pairs: 4, alphas: 3 });
    expect(framesOf({ pairs: 4, frames: { pairs: 2 } }).pairs).toBe(2);
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
