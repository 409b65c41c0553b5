import { expect, it } from 'vitest';
import { askedTime } from './asked-time.js';

it.each([
  [{ given: '04:00:00', expected: 9e9, limit: 60 }, '04:00:00', 'asks for 04:00:00, as given'],
  [{ given: undefined, expected: null, limit: 60 }, undefined, 'asks for the time that the cluster gives by itself'],
  [
    { given: undefined, expected: 1, limit: null },
    '00:15:00',
    'asks for 00:15:00: 2 × 1.0 s, as estimated, and 10 min 0 s to start',
  ],
  [
    { given: undefined, expected: 100_000, limit: null },
    '2-07:45:00',
    'asks for 2-07:45:00: 2 × 27 h 47 min, as estimated, and 10 min 0 s to start',
  ],
  [
    { given: undefined, expected: 100_000, limit: 86_400 },
    '1-00:00:00',
    "asks for 1-00:00:00, the partition's limit: less than 2 × 27 h 47 min, as estimated, and 10 min 0 s to start",
  ],
])('of %j asks for %s', (options, time, told) => {
  expect(askedTime(options)).toEqual({ time, told });
});
