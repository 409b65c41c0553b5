import type { Display, Work } from '@latent-paths/trials/progress';
import { expect, it } from 'vitest';
import { totalProgress } from './total-progress.js';

const silent: Display = {
  begin: () => ({ update: () => undefined, finish: () => undefined, end: () => undefined }),
  say: () => undefined,
  status: () => undefined,
  close: () => undefined,
};
const work = (kind: Work['kind'], from = 0): Work => ({
  kind,
  label: '',
  total: 100,
  from,
  unit: { name: 'points', size: 1 },
});
const shares = ['a', 'b', 'c', 'd'].map((trial) => ({ trial, training: 9, scoring: 1 }));

it('adds up what all trials have done, and tells the time that is left at their common pace', () => {
  const clock = { time: 50 };
  const total = totalProgress({ shares, pace: null, now: () => clock.time });
  expect(total.describe()).toBe('0 of 4 trials, 0 %');
  const [a, b] = ['a', 'b'].map((trial) => total.follow(trial, silent));
  const [trainingA, trainingB] = [a!.begin(work('training')), b!.begin(work('training'))];
  clock.time = 60;
  trainingA.update(100);
  trainingB.update(50);
  // 13.5 of 40 in 10 s.
  expect(total.describe()).toBe('0 of 4 trials, 33 %, 20 s left');
  trainingA.finish();
  a!.begin(work('scoring')).finish();
  total.ended('a');
  expect(total.describe()).toBe('1 of 4 trials, 36 %, 18 s left');
});

it('does not count as pace what was done before, and drops what is left of a trial that failed', () => {
  const clock = { time: 0 };
  const total = totalProgress({ shares, pace: null, now: () => clock.time });
  const resumed = total.follow('a', silent).begin(work('training', 50));
  expect(total.describe()).toBe('0 of 4 trials, 11 %');
  clock.time = 10;
  resumed.update(100);
  // 4.5 in 10 s; 31 are left.
  expect(total.describe()).toBe('0 of 4 trials, 22 %, 1 min 9 s left');
  total.ended('a');
  expect(total.describe()).toBe('1 of 4 trials, 25 %, 1 min 7 s left');
});

it('says what is expected until enough is done to tell, and shows work that belongs to no trial', () => {
  const clock = { time: 0 };
  const total = totalProgress({ shares, pace: 2, now: () => clock.time });
  total.follow('a', silent).begin(work('vae')).finish();
  expect(total.describe()).toBe('0 of 4 trials, 0 %, 1 min 20 s left');
  const training = total.follow('a', silent).begin(work('training'));
  clock.time = 100;
  training.update(1);
  expect(total.describe()).toBe('0 of 4 trials, 0 %, 1 min 20 s left');
  training.update(100);
  expect(total.describe()).toBe('0 of 4 trials, 22 %, 5 min 44 s left');
});
