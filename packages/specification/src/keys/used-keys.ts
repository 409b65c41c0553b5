/** Keys of a trial that it uses if it trains nothing. */
const FORMULA_KEYS: readonly string[] = ['data', 'vae', 'pool', 'path', 'evaluation'];
/**
 * Keys that change no number but those of `metrics.jsonl` that tell how often it is written, and what is said to be
 * meant.
 */
const SILENT_KEYS: readonly string[] = ['fewPairs', 'logging', 'checkpoint'];

/**
 * `knowsPairs`: whether it says on which points it was trained elsewhere. `batch` then tells on how many of these its
 * gaps are measured.
 */
export function isFormulaKey(key: string, knowsPairs = false): boolean {
  return FORMULA_KEYS.includes(key) || (knowsPairs && key === 'batch');
}

export function isSilentKey(key: string): boolean {
  return SILENT_KEYS.includes(key);
}
