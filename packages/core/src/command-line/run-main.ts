import { describeError, exitCodeOf } from './describe-error.js';

/** Where a command ends: `process`, outside tests. */
interface CommandProcess {
  exitCode?: number | string | null | undefined;
  readonly stderr: { write(text: string): unknown };
}

/** Runs a command to its end: it gives the exit code, or its error is printed and does. */
export async function runMain(main: () => Promise<number>, process: CommandProcess): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
