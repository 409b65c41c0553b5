import { expect, it } from 'vitest';
import { FORMULA_KEYS, SILENT_KEYS } from '../src/keys/used-keys.js';
import { trialShape } from '../src/trial/trial-shape.js';

it('keys that are named apart are keys of a trial', () => {
  expect(Object.keys(trialShape)).toEqual(expect.arrayContaining([...FORMULA_KEYS, ...SILENT_KEYS]));
});
