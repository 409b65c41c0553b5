import type { Reporter, TestModule } from 'vitest/node';
import { watchSilence } from './silence.mjs';
import { slowTests, type TimedTest } from './slow-tests.mjs';

export interface SuiteReporterOptions {
  /** Whether a person watches on a terminal, where vitest itself shows what is at work. */
  readonly isTerminal?: boolean;
  /** Monotonic seconds. */
  readonly now?: () => number;
  readonly write?: (line: string) => void;
}

/** Milliseconds between looks. */
const LOOK = 1_000;

/**
 * Beside vitest's own reporter: in a log, what is at work where nothing was written for ten seconds; and at the end
 * the tests that took over a second.
 */
export function suiteReporter({
  isTerminal = process.stdout.isTTY === true,
  now = () => performance.now() / 1_000,
  write = (line) => void process.stdout.write(`${line}\n`),
}: SuiteReporterOptions = {}): Reporter {
  const silence = watchSilence(now);
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const line = silence.look();
    if (line !== null) write(` … ${line}`);
  };
  return {
    onTestRunStart() {
      if (!isTerminal) timer = setInterval(look, LOOK).unref();
    },
    onTestModuleQueued: (module) => silence.begin(nameOf(module)),
    onTestModuleEnd: (module) => silence.end(nameOf(module)),
    onTestRunEnd(modules) {
      clearInterval(timer);
      for (const line of slowTests(modules.flatMap(timedTests))) write(line);
    },
  };
}

function nameOf({ project, relativeModuleId }: Pick<TestModule, 'project' | 'relativeModuleId'>): string {
  return `${project.name} ${relativeModuleId}`;
}

function timedTests(module: TestModule): TimedTest[] {
  return [...module.children.allTests()].map((test) => ({
    name: `${nameOf(module)}: ${test.fullName}`,
    milliseconds: test.diagnostic()?.duration ?? 0,
  }));
}
