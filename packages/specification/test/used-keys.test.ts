import { expect, it } from 'vitest';
import { isFormulaKey, isSilentKey } from '../src/keys/used-keys.js';
import { trialShape } from '../src/trial/trial-shape.js';

const keys = Object.keys(trialShape).sort();

it('keys that are named apart are keys of a trial', () => {
  const formula = ['data', 'evaluation', 'path', 'pool', 'vae'];
  expect(keys.filter((key) => isFormulaKey(key))).toEqual(formula);
  expect(keys.filter((key) => isFormulaKey(key, true))).toEqual(['batch', ...formula]);
  expect(keys.filter(isSilentKey)).toEqual(['checkpoint', 'fewPairs', 'logging']);
});
