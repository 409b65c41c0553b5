/**
 * A clock of seconds from 0 on that never goes back, whatever `now` does: over a leap back no time has passed, and what
 * follows counts on from there.
 */
export function steady(now: () => number): () => number {
  let last = now();
  let passed = 0;
  return () => {
    const current = now();
    passed += Math.max(0, current - last);
    last = current;
    return passed;
  };
}

/** A time of day (ISO 8601, UTC, which sorts as text) that is never before one that was given or recorded earlier. */
export function notBefore(date: () => string, recorded: readonly string[]): () => string {
  let latest = [...recorded].sort().at(-1) ?? '';
  return () => {
    const current = date();
    if (current > latest) latest = current;
    return latest;
  };
}
