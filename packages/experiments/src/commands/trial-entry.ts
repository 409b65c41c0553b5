import type { RunRecord, SummaryRecord } from '@latent-paths/core';
import type { IndexEntry, IndexOptions } from '@latent-paths/data';
import { flatten, type Leaf } from '../flatten.js';
import { isFormulaKey } from '../used-keys.js';
import { plain } from '../yaml/located.js';
import { parseMapping } from '../yaml/parse.js';

/** Raised when the entries come to be made otherwise: those that were kept are then made anew. */
const VERSION = '1';

/**
 * How lists see trials: the configuration by dotted key (of a trial that trains nothing, what it uses), the metrics by
 * the keys of its summary, `reprojection@0.5` for the mean at one α, and what `run.json` says.
 */
export function trialEntries(): Pick<IndexOptions, 'version' | 'make'> {
  // Trials of one arm and several seeds have the same text.
  const read = new Map<string, ReadonlyMap<string, Leaf>>();
  const settingsOf = (text: string, name: string) => {
    const settings = read.get(text) ?? flatten(Object(plain(parseMapping(text, `${name}/spec.yaml`))));
    read.set(text, settings);
    return settings;
  };
  return {
    version: VERSION,
    make: ({ run, spec, summary, owner }) => {
      // As it was written: what today's schema says of it is for `verify` to tell.
      const settings = spec === null ? [] : [...settingsOf(spec, run.trial)];
      const used = settings.filter(([key]) => summary?.trained !== false || isFormulaKey(key.split('.')[0]!));
      return { ...stateOf(run, owner), ...Object.fromEntries(used), ...(summary && scoresOf(summary)) };
    },
  };
}

function stateOf(run: RunRecord, owner: string | null): IndexEntry {
  const { arm, seed, startedAt, endedAt, failures, resumes, provenance, inputs } = run;
  return {
    arm,
    seed,
    status: statusOf(run, owner),
    startedAt,
    endedAt,
    resumes: resumes.length,
    failures: failures.length,
    ...Object.fromEntries(flatten({ provenance, inputs })),
  };
}

/** As `run.json` says, but `killed` where that says running and no process is at work. */
export function statusOf(run: RunRecord, owner: string | null): RunRecord['status'] | 'killed' {
  return run.status === 'running' && owner === null ? 'killed' : run.status;
}

function scoresOf({ version: _version, trial: _trial, arm: _arm, seed: _seed, alphas, byAlpha, vae, ...scores }: SummaryRecord): IndexEntry {
  const curves = Object.entries(byAlpha).flatMap(([metric, values]) => values.map(({ mean }, i) => [`${metric}@${shownAlpha(alphas[i]!)}`, mean] as const));
  return { ...Object.fromEntries(flatten(scores)), ...Object.fromEntries(flatten({ vae: { quality: vae } })), ...Object.fromEntries(curves) };
}

/** Grids are kept in single precision: 0.1 reads 0.10000000149011612 there. */
function shownAlpha(alpha: number): string {
  return String(Number(alpha.toPrecision(6)));
}
