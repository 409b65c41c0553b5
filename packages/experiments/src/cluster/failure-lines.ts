import type { RunRecord } from '@latent-paths/core';

/** Why a trial has not finished, for the end of a run: a line, and below it what its process wrote last. */
export function failureLines(trial: string, run: RunRecord | null): string[] {
  const failure = run?.failures.at(-1);
  const isFailed = run?.status === 'failed' && failure !== undefined;
  const why = isFailed ? `failed: ${failure.message}` : (run?.status ?? 'not begun');
  return [`${trial}  ${why}`, ...(isFailed ? (failure.log ?? []) : []).map((line) => `  | ${line}`)];
}
