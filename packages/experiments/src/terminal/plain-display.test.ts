import { expect, it } from 'vitest';
import { plainDisplay } from './plain-display.js';

/** What was written, and a clock that is set by hand. */
function watch(from?: number) {
  const written: string[] = [];
  const clock = { time: 1_000 };
  const display = plainDisplay({ write: (text) => written.push(text) }, () => clock.time);
  const bar = display.begin({
    kind: 'training',
    label: 'all-dense',
    total: 200,
    ...(from !== undefined && { from }),
    unit: { name: 'points', size: 256 },
  });
  const at = (seconds: number, done: number, note?: string) => {
    clock.time = 1_000 + seconds;
    bar.update(done, note);
  };
  return { written, display, bar, at, clock };
}

it('writes a plain line every ten seconds, with share, rate and time left', () => {
  const { written, at } = watch();
  for (let second = 1; second <= 20; second++) at(second, 2 * second, 'attraction 0.5');
  expect(written).toEqual([
    'all-dense   10 %, 512 points/s, 1 min 30 s left  attraction 0.5\n',
    'all-dense   20 %, 512 points/s, 1 min 20 s left  attraction 0.5\n',
  ]);
});

it('is silent for ten seconds at most, whatever ended and began meanwhile', () => {
  const { written, display, bar, clock } = watch();
  clock.time += 4;
  bar.finish();
  clock.time += 3;
  const next = display.begin({ kind: 'scoring', label: 'next', total: 10, unit: { name: 'paths', size: 1 } });
  for (let second = 1; second <= 10; second++) {
    clock.time += 1;
    next.update(second);
  }
  expect(written).toEqual(['all-dense  done in 4.0 s\n', 'next   70 %, 1.0 paths/s, 3.0 s left\n']);
});

it('says where it goes on from, and does not count what was done before this process began', () => {
  const { written, at } = watch(100);
  at(10, 101);
  expect(written).toEqual(['all-dense  resumes from 50 %\n', 'all-dense   50 %, 26 points/s, 16 min 30 s left\n']);
});

it('says that nothing is left of the work itself', () => {
  expect(watch(200).written).toEqual(['all-dense  resumes after its last step\n']);
});

it('promises nothing where nothing was done', () => {
  const { written, at } = watch();
  at(12, 0);
  expect(written).toEqual(['all-dense    0 %\n']);
});

it('ends a piece of work with one line, and one that was broken off with none', () => {
  const { written, bar, clock } = watch();
  clock.time += 65;
  bar.finish('4 units active');
  bar.finish();
  bar.end();
  expect(written).toEqual(['all-dense  done in 1 min 5 s  4 units active\n', 'all-dense  done in 1 min 5 s\n']);
});

it('tells of the whole once a minute, and makes no line that it does not tell', () => {
  const { written, display, clock } = watch();
  let made = 0;
  for (let second = 1; second <= 130; second++) {
    clock.time = 1_000 + second;
    display.status(() => `line ${++made}`);
  }
  expect(written).toEqual(['line 1\n', 'line 2\n']);
});
