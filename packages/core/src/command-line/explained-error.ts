import { EXIT, type ExitCode } from './exit.js';

/** An error whose message is complete: where, what was expected, what was found, and the remedy. No stack is shown. */
export class ExplainedError extends Error {
  override readonly name: string = 'ExplainedError';
  /** The exit code of a command that meets it. */
  readonly exitCode: ExitCode = EXIT.wrong;
}

/** The command line asks for something that does not exist. */
export class UsageError extends ExplainedError {
  override readonly name = 'UsageError';
  override readonly exitCode = EXIT.refused;
}
