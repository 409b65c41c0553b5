/** Seconds after which a silent run says what it is at. */
const LONGEST = 10;

/** What is at work, and since when. */
export interface Silence {
  begin(name: string): void;
  /** A line was written about it: it is done. */
  end(name: string): void;
  /** A line that breaks the silence; null where it is not long enough yet, or nothing is at work. */
  look(): string | null;
}

/** Watches over what is at work. `now` gives monotonic seconds. */
export function watchSilence(now: () => number): Silence {
  const atWork = new Map<string, number>();
  let told = now();
  return {
    begin: (name) => void atWork.set(name, now()),
    end(name) {
      atWork.delete(name);
      told = now();
    },
    look() {
      if (now() - told < LONGEST || atWork.size === 0) return null;
      told = now();
      const each = [...atWork].map(([name, began]) => `${name} ${Math.round(now() - began)} s`);
      return `still at work: ${each.join(', ')}`;
    },
  };
}
