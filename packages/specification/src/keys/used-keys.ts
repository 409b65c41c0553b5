/** Keys of a trial that it uses if it trains nothing. */
const FORMULA_KEYS: readonly string[] = ['data', 'vae', 'pool', 'path', 'evaluation'];
/**
 * Keys that change no number but those of `metrics.jsonl` that tell how often it is written, and what is said to be
 * meant.
 */
const SILENT_KEYS: readonly string[] = ['fewPairs', 'logging', 'checkpoint'];

export function isFormulaKey(key: string): boolean {
  return FORMULA_KEYS.includes(key);
}

export function isSilentKey(key: string): boolean {
  return SILENT_KEYS.includes(key);
}
