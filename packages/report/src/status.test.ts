import { expect, it } from 'vitest';
import { failureText } from './status.js';

it('names the step of a failure once', () => {
  expect(failureText({ at: '', step: 3, message: 'loss is NaN' })).toBe('failed at step 3: loss is NaN');
  expect(failureText({ at: '', step: 3, message: 'step 3: loss is NaN' })).toBe('failed at step 3: loss is NaN');
});
