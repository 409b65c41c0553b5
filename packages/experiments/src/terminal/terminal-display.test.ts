import type { Work } from '@latent-paths/trials/progress';
import { expect, it } from 'vitest';
import { terminalDisplay } from './terminal-display.js';

const COLUMNS = 60;

/**
 * A terminal that does what the display asks of one: lines, carriage returns, the cursor up, and erasing from it on.
 */
function terminal() {
  const lines = [''];
  let row = 0;
  let column = 0;
  const put = (letter: string) => {
    if (column === COLUMNS) {
      row += 1;
      column = 0;
    }
    lines[row] ??= '';
    lines[row] = lines[row]!.padEnd(column).slice(0, column) + letter + lines[row]!.slice(column + 1);
    column += 1;
  };
  const write = (text: string) => {
    for (const [part] of text.matchAll(/\x1b\[(\d*)([A-Z])|[\s\S]/gu)) {
      const [, count, command] = /^\x1b\[(\d*)([A-Z])$/.exec(part) ?? [];
      if (command === 'A') row -= Number(count);
      else if (command === 'J') lines.splice(row, Infinity, (lines[row] ?? '').slice(0, column));
      else if (part === '\r') column = 0;
      else if (part === '\n') [row, column] = [row + 1, 0];
      else put(part);
    }
    for (let i = 0; i <= row; i++) lines[i] ??= '';
  };
  return { isTTY: true, columns: COLUMNS, write, screen: () => lines.map((line) => line.trimEnd()) };
}

const work = (label: string, from = 0): Work => ({
  kind: 'training',
  label,
  total: 200,
  from,
  unit: { name: 'points', size: 256 },
});
const bar = (filled: number) => `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;

it('keeps a line for every piece of work and one for the whole, below all lines that stay', () => {
  const clock = { time: 0 };
  const screen = terminal();
  const display = terminalDisplay(screen, () => clock.time);
  display.say('x: Which?');
  display.status(() => '0 of 2 trials');
  const first = display.begin(work('one'));
  const second = display.begin(work('two', 100));
  clock.time = 1;
  first.update(50);
  expect(screen.screen()).toEqual([
    'x: Which?',
    'two  resumes from 50 %',
    `${bar(6)} one   25 %, 12,800 points/s, 3.0 …`,
    `${bar(12)} two   50 %`,
    '0 of 2 trials',
  ]);

  display.say('something happened');
  first.finish('fine');
  display.status(() => '1 of 2 trials');
  clock.time = 2;
  second.update(150);
  expect(screen.screen()).toEqual([
    'x: Which?',
    'two  resumes from 50 %',
    'something happened',
    'one  done in 1.0 s  fine',
    `${bar(18)} two   75 %, 6,400 points/s, 2.0 s…`,
    '1 of 2 trials',
  ]);
  second.end();
  first.end();
  display.close();
  display.say('the end');
  expect(screen.screen().filter((line) => line !== '')).toEqual([
    'x: Which?',
    'two  resumes from 50 %',
    'something happened',
    'one  done in 1.0 s  fine',
    'the end',
  ]);
});

it('redraws five times a second at most', () => {
  const clock = { time: 0 };
  let written = 0;
  const display = terminalDisplay({ isTTY: true, write: () => void (written += 1) }, () => clock.time);
  const progress = display.begin(work('one'));
  for (let i = 1; i <= 100; i++) {
    clock.time = i / 100;
    progress.update(i);
    display.status(() => '0 of 1 trials');
  }
  expect(written).toBeGreaterThan(3);
  expect(written).toBeLessThanOrEqual(6);
});
