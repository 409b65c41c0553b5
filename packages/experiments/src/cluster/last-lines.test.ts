import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { lastLines, tellingLine } from './last-lines.js';

function logged(text: string): readonly string[] | null {
  const path = join(temporaryFolder(), 'a.log');
  writeFileSync(path, text);
  return lastLines(path);
}

it('keeps the last ten lines of a log, without what steers a terminal', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `line ${i}`);
  expect(logged(`${lines.join('\n')}\n\n`)).toEqual(lines.slice(2));
  expect(logged('\u001b[31mred\u001b[0m  \r\n 25 %\r 50 %')).toEqual(['red', ' 25 %', ' 50 %']);
  expect(logged('x'.repeat(600))![0]).toHaveLength(500);
});

it('has nothing of an empty log, nor of none', () => {
  expect(logged('\n')).toBe(null);
  expect(lastLines('/nowhere')).toBe(null);
});

it('finds the line that tells most', () => {
  expect(tellingLine(['slurmstepd: error: oom_kill event', 'done'])).toBe('slurmstepd: error: oom_kill event');
  expect(tellingLine(['a', ' b '])).toBe('b');
});
