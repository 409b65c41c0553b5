import { describe, expect, it } from 'vitest';
import { formatSeconds, progress } from './progress.js';

/** What was written, and a clock that is set by hand. */
function watch(isTTY: boolean, from = 0) {
  const written: string[] = [];
  const clock = { time: 1_000 };
  const bar = progress({
    label: 'all-dense',
    total: 200,
    from,
    unit: { name: 'points', size: 256 },
    stream: { isTTY, write: (text) => written.push(text) },
    now: () => clock.time,
  });
  const at = (seconds: number, done: number, note?: string) => {
    clock.time = 1_000 + seconds;
    bar.update(done, note);
  };
  return { written, bar, at, clock };
}

describe('in a log', () => {
  it('writes a plain line every ten seconds, with share, rate and time left', () => {
    const { written, at } = watch(false);
    for (let second = 1; second <= 20; second++) at(second, 2 * second, 'attraction 0.5');
    expect(written).toEqual([
      'all-dense   10 %, 512 points/s, 1 min 30 s left  attraction 0.5\n',
      'all-dense   20 %, 512 points/s, 1 min 20 s left  attraction 0.5\n',
    ]);
  });

  it('says where it goes on from, and does not count what was done before this process began', () => {
    const { written, at } = watch(false, 100);
    at(10, 101);
    expect(written).toEqual(['all-dense  goes on from 50 %\n', 'all-dense   50 %, 26 points/s, 16 min 30 s left\n']);
  });

  it('promises nothing where nothing was done', () => {
    const { written, at } = watch(false);
    at(12, 0);
    expect(written).toEqual(['all-dense    0 %\n']);
  });

  it('ends with one line', () => {
    const { written, bar, clock } = watch(false);
    clock.time += 65;
    bar.finish('4 units active');
    bar.finish();
    expect(written).toEqual(['all-dense  done in 1 min 5 s  4 units active\n', 'all-dense  done in 1 min 5 s\n']);
  });
});

describe('on a terminal', () => {
  it('redraws its one line, five times a second at most', () => {
    const { written, at } = watch(true);
    at(1, 50);
    at(1.1, 60);
    at(1.3, 200);
    expect(written).toEqual([
      '\r\x1b[2K██████░░░░░░░░░░░░░░░░░░ all-dense   25 %, 12,800 points/s, 3.0 s left',
      `\r\x1b[2K${'█'.repeat(24)} all-dense  100 %, 39,385 points/s, 0.0 s left`,
    ]);
  });

  it('clears the bar at its end', () => {
    const { written, bar } = watch(true);
    bar.finish();
    expect(written).toEqual(['\r\x1b[2Kall-dense  done in 0.0 s\n']);
  });
});

it.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.7, '1 min 0 s'],
  [200, '3 min 20 s'],
  [3_599.6, '1 h 0 min'],
  [7_190, '2 h 0 min'],
  [7_500, '2 h 5 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
