import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import { slowTests } from '../suite-reporter/slow-tests.mjs';
import { suiteReporter } from '../suite-reporter/suite-reporter.mjs';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** A module of vitest, as far as the reporter looks at it. */
function moduleOf(name: string, durations: readonly number[] = []): TestModule {
  const tests = durations.map((duration, i) => ({ fullName: `test ${i}`, diagnostic: () => ({ duration }) }));
  const module = { project: { name: 'core' }, relativeModuleId: name, children: { allTests: () => tests } };
  return module as unknown as TestModule; // no more of it is looked at
}

function reporting(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { time: 0 };
  const reporter = suiteReporter({ isTerminal, now: () => clock.time, write: (line) => written.push(line) });
  /** Lets seconds pass, one after another. */
  const pass = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      clock.time += 1;
      vi.advanceTimersByTime(1_000);
    }
  };
  reporter.onTestRunStart!([]);
  return { written, reporter, pass };
}

it('says in a log what is at work, once in ten seconds without a line', () => {
  const { written, reporter, pass } = reporting(false);
  pass(30);
  expect(written).toEqual([]);
  reporter.onTestModuleQueued!(moduleOf('a.test.ts'));
  pass(5);
  reporter.onTestModuleQueued!(moduleOf('b.test.ts'));
  reporter.onTestModuleEnd!(moduleOf('a.test.ts')); // vitest writes a line here
  pass(9);
  expect(written).toEqual([' … still at work: core a.test.ts 1 s']);
  pass(1);
  expect(written.slice(1)).toEqual([' … still at work: core b.test.ts 10 s']);
  reporter.onTestRunEnd!([], [], 'passed');
  pass(100);
  expect(written).toHaveLength(2);
});

it('leaves a terminal to vitest', () => {
  const { written, reporter, pass } = reporting(true);
  reporter.onTestModuleQueued!(moduleOf('a.test.ts'));
  pass(100);
  expect(written).toEqual([]);
});

it('lists at the end the tests that took over a second, the longest first', () => {
  const { written, reporter } = reporting(true);
  reporter.onTestRunEnd!([moduleOf('a.test.ts', [1_500, 10, 1_000]), moduleOf('b.test.ts', [12_340])], [], 'passed');
  expect(written).toEqual([
    '2 of 4 tests took over a second here, 13.8 s of 14.8 s in all (a busy machine makes more of them):',
    '  12.3 s  core b.test.ts: test 0',
    '   1.5 s  core a.test.ts: test 0',
  ]);
  expect(slowTests([{ name: 'a', milliseconds: 999 }])).toEqual([]);
  const many = Array.from({ length: 50 }, (_, i) => ({ name: `${i}`, milliseconds: 2_000 }));
  expect(slowTests(many)).toHaveLength(42);
  expect(slowTests(many).at(-1)).toMatch(/^ +and 10 more$/);
});
