import { expect, it } from 'vitest';
import { EXIT } from './exit.js';
import { UsageError } from './explained-error.js';
import { runMain } from './run-main.js';

async function ended(main: () => Promise<number>) {
  const written: string[] = [];
  const process: Parameters<typeof runMain>[1] = { stderr: { write: (text) => written.push(text) } };
  await runMain(main, process);
  return { code: process.exitCode, written };
}

it('ends with the code that the command gives, and prints nothing', async () => {
  expect(await ended(() => Promise.resolve(3))).toEqual({ code: 3, written: [] });
});

it('prints an error that says everything, and where another one came from', async () => {
  expect(await ended(() => Promise.reject(new UsageError('--jobs: expected a number, got x')))).toEqual({
    code: EXIT.refused,
    written: ['--jobs: expected a number, got x\n'],
  });
  const { code, written } = await ended(() => Promise.reject(new TypeError('no such thing')));
  expect(code).toBe(EXIT.wrong);
  expect(written.join('')).toMatch(/^TypeError: no such thing\n +at /);
});
