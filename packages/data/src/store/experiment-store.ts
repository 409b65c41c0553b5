import {
  comparisonRecord,
  experimentRecord,
  explorationRecord,
  projectionRecord,
  selectionRecord,
  type ComparisonRecord,
  type ExperimentRecord,
  type ExplorationRecord,
  type ProjectionRecord,
  type SelectionRecord,
} from '@latent-paths/core';
import { join } from 'node:path';
import type { z } from 'zod';
import { readIfThere } from './atomic.js';
import { foldersWith } from './files.js';
import { checkName } from './names.js';
import { parseRecord, writeRecord } from './record-file.js';
import { MAKE_AGAIN } from './remedy.js';
import { openTrial, type TrialStore } from './trial-store.js';

/** The files of one experiment. */
export interface ExperimentStore {
  readonly folder: string;
  /** Where its page goes. */
  readonly reportPath: string;
  /** Where a run without a terminal writes what it has to say. */
  readonly logPath: string;
  readExperiment(): Promise<ExperimentRecord | null>;
  writeExperiment(record: ExperimentRecord): Promise<void>;
  readComparison(): Promise<ComparisonRecord | null>;
  writeComparison(record: ComparisonRecord): Promise<void>;
  /** The comparison before this one; null if there was none, or it said the same. */
  readPreviousComparison(): Promise<ComparisonRecord | null>;
  writePreviousComparison(record: ComparisonRecord): Promise<void>;
  readProjection(): Promise<ProjectionRecord | null>;
  writeProjection(record: ProjectionRecord): Promise<void>;
  readExploration(): Promise<ExplorationRecord | null>;
  writeExploration(record: ExplorationRecord): Promise<void>;
  readSelection(): Promise<SelectionRecord | null>;
  writeSelection(record: SelectionRecord): Promise<void>;
  trial(id: string): TrialStore;
  /** Ids of all trials that were ever started here, sorted: also those that the experiment no longer names. */
  trials(): Promise<string[]>;
}

export function openExperiment(folder: string): ExperimentStore {
  const experimentPath = join(folder, 'experiment.json');
  const comparisonPath = join(folder, 'comparison.json');
  const previousPath = join(folder, 'comparison.previous.json');
  const projectionPath = join(folder, 'projection.json');
  const explorationPath = join(folder, 'exploration.json');
  const selectionPath = join(folder, 'selection.json');
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema> | null> => {
    const text = await readIfThere(path);
    return text === null ? null : parseRecord(path, schema, text.toString('utf8'), MAKE_AGAIN);
  };
  return {
    folder,
    reportPath: join(folder, 'report.html'),
    logPath: join(folder, '.run.log'),
    readExperiment: () => read(experimentPath, experimentRecord),
    writeExperiment: (record) => writeRecord(experimentPath, experimentRecord, record),
    readComparison: () => read(comparisonPath, comparisonRecord),
    writeComparison: (record) => writeRecord(comparisonPath, comparisonRecord, record),
    readPreviousComparison: () => read(previousPath, comparisonRecord),
    writePreviousComparison: (record) => writeRecord(previousPath, comparisonRecord, record),
    readProjection: () => read(projectionPath, projectionRecord),
    writeProjection: (record) => writeRecord(projectionPath, projectionRecord, record),
    readExploration: () => read(explorationPath, explorationRecord),
    writeExploration: (record) => writeRecord(explorationPath, explorationRecord, record),
    readSelection: () => read(selectionPath, selectionRecord),
    writeSelection: (record) => writeRecord(selectionPath, selectionRecord, record),
    trial: (id) => openTrial(join(folder, checkName('trial', id))),
    trials: () => foldersWith(folder, 'run.json'),
  };
}
