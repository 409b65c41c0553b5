/** Asks a process to end with everything kept. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** The signal by which it was asked to stop; null if none came. */
  asked(): NodeJS.Signals | null;
  /** Asks for it without a signal. */
  ask(): void;
}

/** What signals come to: this process, outside tests. */
interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
}

export interface StopOptions {
  /** Whether a person watches on a terminal. */
  readonly isTerminal?: boolean;
  readonly source?: SignalSource;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a shell says of a process that a signal has ended. */
export function exitCodeOfSignal(signal: NodeJS.Signals | null): number {
  return signal === 'SIGTERM' ? 143 : signal === 'SIGHUP' ? 129 : 130;
}

/**
 * Stops at the first signal, with `told` called at once, and ends the process at the second: the last checkpoint is on
 * disk. SIGHUP, which tells that the terminal is gone, stops only a process that writes to one: node takes back what
 * `nohup` has set, so that it cannot be seen, and who writes elsewhere was meant to go on.
 */
export function stopOnSignals(
  told: () => void,
  { isTerminal = process.stdout.isTTY === true, source = process }: StopOptions = {},
): Stopping {
  const stop = new AbortController();
  let asked: NodeJS.Signals | null = null;
  for (const signal of SIGNALS) {
    source.on(signal, () => {
      if (signal === 'SIGHUP' && !isTerminal) return;
      if (asked !== null) process.exit(exitCodeOfSignal(asked));
      asked = signal;
      stop.abort();
      told();
    });
  }
  return { signal: stop.signal, asked: () => asked, ask: () => stop.abort() };
}
