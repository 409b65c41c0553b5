/** Asks a process to end with everything kept. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** The signal by which it was asked to stop; null where none came. */
  asked(): NodeJS.Signals | null;
  /** Asks for it without a signal. */
  ask(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a shell says of a process that a signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals | null): number {
  return signal === 'SIGTERM' ? 143 : signal === 'SIGHUP' ? 129 : 130;
}

/** Stops at the first signal, with `told` called at once, and ends the process at the second: the last checkpoint is on disk. */
export function stopOnSignals(told: () => void): Stopping {
  const stop = new AbortController();
  let asked: NodeJS.Signals | null = null;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (asked !== null) process.exit(exitCodeOf(asked));
      asked = signal;
      stop.abort();
      told();
    });
  }
  return { signal: stop.signal, asked: () => asked, ask: () => stop.abort() };
}
