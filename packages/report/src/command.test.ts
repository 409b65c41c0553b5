import { expect, it } from 'vitest';
import { commandOf } from './command.js';

it('names the file’s target, and repeats seeds and changes, in quotes where a shell needs them', () => {
  const file = 'experiments/depth.yaml';
  expect(commandOf({ file, seeds: [1] })).toBe('npx nx run experiments:depth');
  expect(commandOf({ file, seeds: [1, 2, 3], changes: ['batch=64'] })).toBe(
    'npx nx run experiments:depth --seeds=3 --set=batch=64',
  );
  expect(commandOf({ file, seeds: [1], changes: ['loss.attraction.weight=0.5 -> 0.02', "question=It's so?"] })).toBe(
    `npx nx run experiments:depth '--set=loss.attraction.weight=0.5 -> 0.02' '--set=question=It'\\''s so?'`,
  );
});
