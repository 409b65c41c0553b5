import { median } from 'simple-statistics';
import type { Load, PlannedKind, Unit } from './workload.js';

/** A piece of work that was done, and how long it took. */
export interface Timed {
  readonly kind: PlannedKind;
  /** As of `Load`. */
  readonly like: string;
  readonly units: number;
  readonly unit: Unit;
  /** Seconds on one core: those on the clock, times the threads. */
  readonly coreSeconds: number;
  /** Where and by what it was done: CPU and engine. */
  readonly machine: string;
}

/** What a piece of work will cost, as far as earlier work tells. */
export interface Estimate {
  readonly coreSeconds: number;
  /**
   * `alike`: from work of the same settings on the same machine; `timed`: from one step that was run for it; `rough`:
   * from other settings, or from elsewhere.
   */
  readonly basis: 'alike' | 'timed' | 'rough';
}

export type Estimator = (kind: PlannedKind, load: Load) => Estimate | null;

/**
 * Estimates from earlier work: the median cost of a unit over those that come nearest, which is work of the same
 * settings on this machine, else any work of its kind on this machine, else the same work elsewhere, else any; always
 * such as was counted in the same unit. Null if there was none of its kind: nothing is made up.
 */
export function estimator(timed: readonly Timed[], machine: string): Estimator {
  const medians = new Map<string, Estimate | null>();
  const nearest = (kind: PlannedKind, { like, unit }: Load): Estimate | null => {
    const ofKind = timed.filter((one) => one.kind === kind && one.unit === unit && one.units > 0);
    const classes = [
      ofKind.filter((one) => one.like === like && one.machine === machine),
      ofKind.filter((one) => one.machine === machine),
      ofKind.filter((one) => one.like === like),
      ofKind,
    ];
    const found = classes.findIndex(({ length }) => length > 0);
    if (found === -1) return null;
    return {
      coreSeconds: median(classes[found]!.map(({ coreSeconds, units }) => coreSeconds / units)),
      basis: found === 0 ? 'alike' : 'rough',
    };
  };
  return (kind, load) => {
    const key = `${kind} ${load.unit} ${load.like}`;
    if (!medians.has(key)) medians.set(key, nearest(kind, load));
    const one = medians.get(key)!;
    return one && { ...one, coreSeconds: one.coreSeconds * load.units };
  };
}
