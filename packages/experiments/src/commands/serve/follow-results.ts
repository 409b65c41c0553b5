import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { RowsEvent } from '@latent-paths/browser';
import type { RunRecord } from '@latent-paths/core';
import type { LogPlace, Store } from '@latent-paths/data';

/** What has changed since the look before. */
interface Look {
  /** Experiments whose records or rows have. */
  readonly changed: readonly string[];
  /** Rows that are new. */
  readonly rows: readonly RowsEvent[];
  /** Ids of the trials that train. */
  readonly training: ReadonlySet<string>;
}

/** Looks at results again and again: at records, and at the rows of trials that train. */
export interface ResultsFollower {
  look(): Promise<Look>;
}

/** Records whose change makes a page old. */
const OF_EXPERIMENT = ['experiment.json', 'comparison.json', 'exploration.json', 'projection.json', 'selection.json'];
const OF_TRIAL = ['run.json', 'summary.json'];

export function followResults(store: Store): ResultsFollower {
  const stamps = new Map<string, string>();
  const places = new Map<string, LogPlace | null>();

  const rowsOf = async (experiment: string, run: RunRecord): Promise<RowsEvent[]> => {
    const key = `${experiment}/${run.trial}`;
    const read = await store
      .experiment(experiment)
      .trial(run.trial)
      .followMetrics(places.get(key) ?? null);
    const isFirst = read.anew || !places.has(key);
    places.set(key, read.place);
    if (read.rows.length === 0) return [];
    const { trial, arm, seed } = run;
    const rows = read.rows.map(({ step, total }) => ({ step, total }));
    return [{ experiment, trial, arm, seed, rows, isFirst }];
  };

  return {
    async look() {
      const changed: string[] = [];
      const rows: RowsEvent[] = [];
      const training = new Set<string>();
      for (const name of await store.experiments()) {
        const experiment = store.experiment(name);
        const trials = await experiment.trials();
        const files = [
          ...OF_EXPERIMENT.map((file) => join(experiment.folder, file)),
          ...trials.flatMap((trial) => OF_TRIAL.map((file) => join(experiment.folder, trial, file))),
        ];
        const stamp = files.map(changedAt).join(' ');
        if (stamps.has(name) && stamps.get(name) !== stamp) changed.push(name);
        stamps.set(name, stamp);
        for (const trial of trials) {
          const run = await experiment.trial(trial).readRun();
          if (run?.status !== 'running') continue;
          training.add(trial);
          rows.push(...(await rowsOf(name, run)));
        }
      }
      const logged = rows.map(({ experiment }) => experiment);
      return { changed: [...new Set([...changed, ...logged])], rows, training };
    },
  };
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
