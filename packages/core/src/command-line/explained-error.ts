import { EXIT, type ExitCode } from './exit.js';

/** An error whose message says all: where, what was expected, what there is, and the remedy. No stack is shown. */
export class ExplainedError extends Error {
  override readonly name: string = 'ExplainedError';
  /** How a command ends that meets it. */
  readonly exitCode: ExitCode = EXIT.wrong;
}

/** The command line asks for something that is not there. */
export class UsageError extends ExplainedError {
  override readonly name = 'UsageError';
  override readonly exitCode = EXIT.refused;
}
