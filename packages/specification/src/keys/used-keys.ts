import type { TrialKey } from '../trial/trial-shape.js';

/** Keys that a trial uses which trains nothing. */
const FORMULA_KEYS = ['data', 'vae', 'pool', 'path', 'evaluation'] as const satisfies TrialKey[];
/**
 * Keys that change no number but those of `metrics.jsonl` that tell how often it is written, and what is said to be
 * meant.
 */
const SILENT_KEYS = ['fewPairs', 'logging', 'checkpoint'] as const satisfies TrialKey[];

export function isFormulaKey(key: string): boolean {
  return FORMULA_KEYS.some((used) => used === key);
}

export function isSilentKey(key: string): boolean {
  return SILENT_KEYS.some((silent) => silent === key);
}
