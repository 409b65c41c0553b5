import type { Removal } from '@latent-paths/specification/experiment';

/** `null removes batch (--set batch=null); the value is now 256`, one line each. */
export function formatRemovals(removed: readonly Removal[]): string[] {
  return removed.map(({ key, place, arm, value }) => {
    const where = arm === null ? place : `${place}, arm ${arm}`;
    return (
      `null removes ${key} (${where}); the value is now ` + (value === undefined ? 'unset' : JSON.stringify(value))
    );
  });
}
