import { EXIT, type ExitCode } from './exit.js';
import { ExplainedError } from './explained-error.js';

/**
 * What a command prints of an error: its message if that says everything, else the stack.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExplained = error instanceof ExplainedError || error.constructor === Error;
  return isExplained ? error.message : (error.stack ?? error.message);
}

/** The exit code of a command that met the error. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof ExplainedError ? error.exitCode : EXIT.wrong;
}
