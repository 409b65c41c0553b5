import { expect, it } from 'vitest';
import { toldProgress } from './told-progress.js';

/** What is told of ten pieces of work of so many seconds each. */
async function told(seconds: number): Promise<string> {
  let text = '';
  let passed = 0;
  const context = { err: { write: (line: string) => (text += line) }, now: () => new Date(1000 * passed) };
  await toldProgress(context, { label: 'walking', total: 10, of: 'pairs' }, async (count) => {
    for (let done = 1; done <= 10; done++) {
      passed += seconds;
      count(done);
    }
  });
  return text;
}

it('tells of long work in a log where ten seconds pass, and of short work nothing', async () => {
  const lines = (await told(6)).trimEnd().split('\n');
  expect(lines.length).toBe(5);
  expect(lines[0]).toMatch(/^walking +20 %, 0\.17 pairs\/s/);
  expect(await told(0.1)).toBe('');
});
