import type { RunRecord, SummaryRecord } from '@latent-paths/core';
import type { IndexEntry, IndexOptions, IndexValue } from '@latent-paths/data';
import { flatten, isFormulaKey, type Leaf } from '@latent-paths/specification/keys';
import { parseMapping, plain } from '@latent-paths/specification/yaml';

/** Raised when the entries come to be made otherwise: those that were kept are then made anew. */
const VERSION = '1';

/**
 * How lists see trials: the configuration by dotted key (of a trial that trains nothing, what it uses), the metrics by
 * the keys of its summary, `reprojection@0.5` for the mean at one α, and what `run.json` says.
 */
export function trialEntries(): Pick<IndexOptions, 'version' | 'make'> {
  // Trials of one arm and several seeds have the same text.
  const settingsOf = remember((text: string) => flattenSpec(text));
  const keyAt = remember((metric: string) => remember((alpha: number) => `${metric}@${shownAlpha(alpha)}`));
  return {
    version: VERSION,
    make: ({ run, spec, summary, owner }): IndexEntry => {
      const entry = new Map<string, IndexValue>(stateOf(run, owner));
      for (const [key, value] of spec === null ? [] : settingsOf(spec)) {
        if (summary?.trained !== false || isFormulaKey(key.split('.', 1)[0]!)) entry.set(key, value);
      }
      if (summary === null) return entry;
      for (const [key, value] of scoresOf(summary)) entry.set(key, value);
      for (const [metric, values] of Object.entries(summary.byAlpha)) {
        values.forEach(({ mean }, i) => entry.set(keyAt(metric)(summary.alphas[i]!), mean));
      }
      return entry;
    },
  };
}

/**
 * The settings of a `spec.yaml` by dotted key, as they were written: what today's schema says of them is for `verify`
 * to tell.
 */
export function flattenSpec(text: string): Map<string, Leaf> {
  return flatten(Object(plain(parseMapping(text, 'spec.yaml'))));
}

function* stateOf(run: RunRecord, owner: string | null): Generator<readonly [string, IndexValue]> {
  const { arm, seed, startedAt, endedAt, failures, resumes, provenance, inputs } = run;
  yield* Object.entries({
    arm,
    seed,
    status: statusOf(run, owner),
    startedAt,
    endedAt,
    resumes: resumes.length,
    failures: failures.length,
  });
  yield* flatten({ provenance, inputs });
}

/** As `run.json` says, but `killed` where that says running and no process is at work. */
export function statusOf(run: RunRecord, owner: string | null): RunRecord['status'] | 'killed' {
  return run.status === 'running' && owner === null ? 'killed' : run.status;
}

/** What a summary says beside the names of its trial, but for the curves over α. */
export function scoresOf({
  version: _version,
  trial: _trial,
  arm: _arm,
  seed: _seed,
  alphas: _alphas,
  byAlpha: _byAlpha,
  vae,
  ...scores
}: SummaryRecord): Map<string, Leaf> {
  return flatten({ ...scores, vae: { quality: vae } });
}

/** Grids are kept in single precision: 0.1 reads 0.10000000149011612 there. */
function shownAlpha(alpha: number): string {
  return String(Number(alpha.toPrecision(6)));
}

/** The same function, which works each result out once. */
function remember<Argument, Result>(work: (argument: Argument) => Result): (argument: Argument) => Result {
  const known = new Map<Argument, Result>();
  return (argument) => {
    const result = known.get(argument) ?? work(argument);
    known.set(argument, result);
    return result;
  };
}
