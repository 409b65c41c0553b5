import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forkChild } from '../../src/processes/index.js';

const start = (onErrorLine?: (line: string) => void) =>
  forkChild<number, Float32Array>(join(__dirname, 'echo.ts'), onErrorLine === undefined ? {} : { onErrorLine });

it('hears all that was sent, typed arrays as they were, before it hears of the end', async () => {
  const child = start();
  const heard: Float32Array[] = [];
  child.hear((message) => heard.push(message));
  child.send(500);
  child.send(0);
  expect(await child.ended).toBe('exit code 0');
  expect(heard).toEqual(Array.from({ length: 500 }, (_, i) => Float32Array.of(500, i)));
  child.send(1); // nobody is there: nothing happens
  child.release();
});

it('says how it ended, after the last line of its standard error', async () => {
  const lines: string[] = [];
  const child = start((line) => lines.push(line));
  child.send(-1);
  expect(await child.ended).toBe('exit code 3');
  expect(lines).toEqual(['first line', 'last line']);
});

it('stops hearing where it is told to, and ends a process by letting go of it', async () => {
  const child = start();
  const stopped = new Promise<number>((resolve) => {
    let count = 0;
    const stop = child.hear(() => {
      count += 1;
      stop();
      resolve(count);
    });
  });
  child.send(3);
  expect(await stopped).toBe(1);
  child.release();
  expect(await child.ended).toBe('exit code 0');
});
